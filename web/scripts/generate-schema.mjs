// Writes src/protocol/schema.ts from src/protocol/openapi.json.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const FOLDER = join(import.meta.dirname, '../src/protocol');
const SCHEMA = join(FOLDER, 'schema.ts');
const NOTICE = '// Generated from openapi.json by `npm run generate`; do not edit.\n\n';

/** The text that schema.ts must have for the present openapi.json. */
export async function schemaText() {
  const document = JSON.parse(await readFile(join(FOLDER, 'openapi.json'), 'utf8'));
  return NOTICE + astToString(await openapiTS(document, { alphabetize: true }));
}

if (import.meta.filename === process.argv[1]) {
  await writeFile(SCHEMA, await schemaText());
}
