// Writes src/protocol/schema.ts from src/protocol/openapi.json.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const DOCUMENT = new URL('../src/protocol/openapi.json', import.meta.url);
const SCHEMA = new URL('../src/protocol/schema.ts', import.meta.url);
const NOTICE = '// Generated from openapi.json by `npm run generate`; do not edit.\n\n';

/** The text that schema.ts must have for the present openapi.json. */
export async function schemaText() {
  const document = JSON.parse(await readFile(DOCUMENT, 'utf8'));
  return NOTICE + astToString(await openapiTS(document, { alphabetize: true }));
}

if (import.meta.url === `file://${process.argv[1]}`) {
  await writeFile(SCHEMA, await schemaText());
}
