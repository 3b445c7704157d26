import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repo = resolve(__dirname, '../..');
const program = process.env.BARNRAISE_BIN ?? join(repo, 'target/release/barnraise');
const results = join(repo, 'end2end/results');

/** Starts one server with the demo organisation for the whole run; returns what stops it. */
export default async function startServer(): Promise<(() => Promise<void>) | void> {
  // A server that is already there, for working on a single spec.
  if (process.env.BARNRAISE_TEST_URL) return;
  const { url, stop } = await serveDemo('server');
  process.env.BARNRAISE_TEST_URL = url;
  return stop;
}

/** A server with a demo organisation of its own, and what stops it; it logs under this name. */
export async function serveDemo(name: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const logFile = join(results, `${name}.log`);
  const tail = () => readFileSync(logFile, 'utf8').split('\n').slice(-20).join('\n');
  if (!existsSync(program)) {
    throw new Error(`${program} is missing. Build it with: cargo leptos build --release`);
  }

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const data = mkdtempSync(join(tmpdir(), 'barnraise-end2end-'));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    BARNRAISE_ADDR: `127.0.0.1:${port}`,
    BARNRAISE_BASE_URL: url,
    BARNRAISE_DATA_DIR: data,
    BARNRAISE_LIMITS: 'relaxed',
    LEPTOS_SITE_ROOT: join(repo, 'target/site'),
  };
  // Never the developer's own database.
  delete env.DATABASE_URL;

  mkdirSync(results, { recursive: true });
  const log = openSync(logFile, 'w');
  const stdio: ['ignore', number, number] = ['ignore', log, log];
  const seeded = spawnSync(program, ['seed', '--demo'], { cwd: repo, env, stdio });
  if (seeded.status !== 0) throw new Error(`The demo could not be seeded:\n${tail()}`);

  const server = spawn(program, ['serve'], { cwd: repo, env, stdio });
  closeSync(log);
  const stop = async () => {
    await end(server);
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await untilAlive(server, url, tail);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const socket = createServer();
    socket.once('error', failed);
    socket.listen(0, '127.0.0.1', () => {
      const address = socket.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      socket.close(() => found(port));
    });
  });
}

async function untilAlive(server: ChildProcess, url: string, tail: () => string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`The server ended at once:\n${tail()}`);
    const alive = await fetch(`${url}/livez`).then((answer) => answer.status === 200, () => false);
    if (alive) return;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error(`The server did not answer /livez within 30 s:\n${tail()}`);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  server.kill('SIGTERM');
  // A graceful stop takes at most 25 s.
  const impatience = setTimeout(() => server.kill('SIGKILL'), 30_000);
  await ended;
  clearTimeout(impatience);
}
