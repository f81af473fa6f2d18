// The server under test: the binary ROSTRA_BIN, on a free port and an empty data folder.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve as absolute } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export type Server = {
  readonly url: string;
  /** Stops and starts it again on the same address and data. */
  readonly restart: () => Promise<void>;
  /** Ends it for a while; `resume` starts it again on the same address and data. */
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  /** Ends it for good and removes its data. */
  readonly stop: () => Promise<void>;
};

const READY_WITHIN_MS = 20_000;

export async function startServer(given: Readonly<Record<string, string>> = {}): Promise<Server> {
  const binary = process.env.ROSTRA_BIN;
  if (!binary) throw new Error('set ROSTRA_BIN to the binary to start, such as ../target/release/rostra');
  const folder = await mkdtemp(join(tmpdir(), 'rostra-e2e-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const start = async () => {
    const child = spawn(absolute(binary), [], { env: { ...settings(port, folder), ...given }, stdio: ['ignore', 'ignore', 'inherit'] });
    await untilReady(url, child);
    return child;
  };
  let child = await start();
  const pauseIt = () => end(child);
  const resumeIt = async () => {
    child = await start();
  };
  return {
    url,
    pause: pauseIt,
    resume: resumeIt,
    restart: async () => {
      await pauseIt();
      await resumeIt();
    },
    stop: async () => {
      await pauseIt();
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
  if (child.exitCode !== null || child.signalCode !== null) return;
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
