// Reads mails from standard input, a list of base64 texts, and prints what mailparser makes of each.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { modules, mails } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
const { simpleParser } = createRequire(join(modules, "package.json"))("mailparser");

const people = (field) => (field ? field.value.map((one) => [one.name, one.address]) : []);
const read = async (mail) => {
  const found = await simpleParser(Buffer.from(mail, "base64"), { skipImageLinks: true, skipTextToHtml: true });
  return {
    headers: [...found.headerLines].map((line) => line.key),
    from: people(found.from), to: people(found.to), cc: people(found.cc), bcc: people(found.bcc),
    subject: found.subject, messageId: found.messageId, inReplyTo: found.inReplyTo ?? null,
    references: found.references ? [found.references].flat() : [],
    text: found.text, html: found.html,
    attachments: found.attachments.map((one) => ({
      name: one.filename, type: one.contentType, size: one.size, disposition: one.contentDisposition,
      sha256: createHash("sha256").update(one.content).digest("hex"),
    })),
  };
};
console.log(JSON.stringify(await Promise.all(mails.map(read))));
