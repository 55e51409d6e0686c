// Reads mails with mailparser. Takes on standard input { "modules": folder, "mails": [base64] }, prints a list of what
// it sees in each.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { modules, mails } = JSON.parse(readFileSync(0, 'utf8'));
const { simpleParser } = createRequire(join(modules, 'x.js'))('mailparser');

const people = (header) => [header ?? []].flat().flatMap(({ value }) => value).map(({ name, address }) => [name, address]);
const seen = [];
for (const mail of mails) {
  const read = await simpleParser(Buffer.from(mail, 'base64'), { skipTextToHtml: true, skipImageLinks: true });
  seen.push({
    headers: read.headerLines.map(({ key }) => key),
    from: people(read.from), to: people(read.to), cc: people(read.cc), bcc: people(read.bcc),
    subject: read.subject, id: read.messageId, answers: read.inReplyTo ?? null, follows: [read.references ?? []].flat(),
    text: read.text, html: read.html,
    attached: read.attachments.map(({ filename, contentType, contentDisposition, size, content }) =>
      [filename, contentType, contentDisposition, size, createHash('sha256').update(content).digest('hex')]),
  });
}
process.stdout.write(JSON.stringify(seen));
