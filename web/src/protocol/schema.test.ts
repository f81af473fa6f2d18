import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaText } from '../../scripts/generate-schema.mjs';

test('schema.ts is what openapi.json generates', async () => {
  const written = readFileSync(join(import.meta.dirname, 'schema.ts'), 'utf8');
  expect(written, '`npm run generate` renews it').toBe(await schemaText());
});
