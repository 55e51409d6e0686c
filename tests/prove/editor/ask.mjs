// Asks the language service that VS Code uses, as VS Code does. Takes on standard input
//   { "modules": folder, "schemas": [{ "fileMatch": [...], "uri": ... }], "asked": [{ "act", "uri", "text", "offset" }] }
// and prints a list of the answers. Only file: addresses are read.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { modules, schemas, asked } = JSON.parse(readFileSync(0, 'utf8'));
const { ClientCapabilities, TextDocument, getLanguageService } = createRequire(join(modules, 'x.js'))('vscode-json-languageservice');

const service = getLanguageService({
  clientCapabilities: ClientCapabilities.LATEST,
  schemaRequestService: async (uri) => {
    if (!uri.startsWith('file:')) throw new Error(`not a file: ${uri}`);
    return readFileSync(new URL(uri), 'utf8');
  },
  workspaceContext: { resolveRelativePath: (relative, resource) => new URL(relative, resource).href },
});
service.configure({ validate: true, allowComments: false, schemas });

const acts = {
  diagnose: (document, json) => service.doValidation(document, json, { comments: 'error', trailingCommas: 'error' }),
  complete: async (document, json, at) => (await service.doComplete(document, at, json))?.items ?? [],
  hover: (document, json, at) => service.doHover(document, at, json),
};
const answers = [];
for (const { act, uri, text, offset } of asked) {
  const document = TextDocument.create(uri, 'json', 1, text);
  answers.push(await acts[act](document, service.parseJSONDocument(document), document.positionAt(offset ?? 0)));
}
process.stdout.write(JSON.stringify(answers));
