// The server under test: one that runs already (ROSTRA_URL), or the binary ROSTRA_BIN, started here.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export type Server = {
  readonly url: string;
  /** Stops and starts it again on the same address and data; only of a server started here. */
  readonly restart: (() => Promise<void>) | null;
  readonly stop: () => Promise<void>;
};

const READY_WITHIN_MS = 20_000;

export async function findServer(): Promise<Server> {
  const { ROSTRA_URL: url, ROSTRA_BIN: binary } = process.env;
  if (url) return { url: url.replace(/\/$/, ''), restart: null, stop: async () => {} };
  if (binary) return startServer(binary);
  throw new Error('set ROSTRA_URL to a running server, or ROSTRA_BIN to the binary to start');
}

async function startServer(binary: string): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-e2e-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const start = async () => {
    const child = spawn(binary, [], { env: settings(port, folder), stdio: ['ignore', 'ignore', 'inherit'] });
    await untilReady(url, child);
    return child;
  };
  let child = await start();
  return {
    url,
    restart: async () => {
      await end(child);
      child = await start();
    },
    stop: async () => {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function settings(port: number, folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PORT: String(port),
    ROSTRA_HOST: '127.0.0.1',
    ROSTRA_DATA_DIR: folder,
    ROSTRA_RATE_LIMITS: 'off',
    ROSTRA_BCRYPT_COST: '4',
    ROSTRA_LOG: process.env.ROSTRA_LOG ?? 'error',
  };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/ready`).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error('the server did not become ready');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
