// Runs a TypeScript file of this folder: `node e2e/run.mjs e2e/journeys.ts [arguments]`.
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [file = ''] = process.argv.slice(2);
const { module } = await runnerImport(resolve(file), { configFile: false, logLevel: 'error' });
process.exitCode = await module.main(process.argv.slice(3));
