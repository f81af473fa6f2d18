// The license of the brand's font goes wherever the font goes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const LICENSE = join(import.meta.dirname, '../node_modules/@fontsource/cinzel/LICENSE');

/** Puts the text beside the built page. */
export function fontLicensePlugin() {
  return {
    name: 'font-license',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'licenses/cinzel.txt', source: readFileSync(LICENSE, 'utf8') });
    },
  };
}
