import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { emojiPlugin } from './scripts/emoji-data.mjs';
import { fontLicensePlugin } from './scripts/font-license.mjs';

const SERVER = 'http://localhost:8000';

export default defineConfig({
  plugins: [react(), tailwindcss(), emojiPlugin(), fontLicensePlugin()],
  resolve: { alias: { '~': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: {
    proxy: {
      '/api': SERVER,
      '/ws': { target: SERVER, ws: true },
    },
  },
  build: {
    target: 'es2022',
    // The page is served under `script-src 'self'; img-src 'self'`: nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test-setup.ts'],
    // Two cores are shared with compilers; a pool per file costs more than it gains.
    maxWorkers: 2,
    // A busy machine is slow, not wrong.
    testTimeout: 20_000,
  },
});
