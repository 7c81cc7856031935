import { createHash } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterProblem } from './problem.ts';

const RETRY_MS = 300;
const PATIENCE_MS = 45 * 60_000;

/**
 * One process of this machine at a time works on `path`. The lock is a name in the kernel (an abstract socket), not a
 * file: it goes with the process that holds it, however that one ends, so no lock is ever stale.
 */
export async function withLock<T>(
  path: string,
  waiting: (holder: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const address = `\0holdfast-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;
  const server = await acquire(address, waiting);
  try {
    return await work();
  } finally {
    server.close();
  }
}

async function acquire(address: string, waiting: (holder: string) => void): Promise<Server> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let told = false; ; told = true) {
    const server = await tryListen(address);
    if (server) return server;
    if (!told) waiting(await askHolder(address));
    if (Date.now() > deadline)
      throw new ClusterProblem(`Another process (${await askHolder(address)}) does not come to an end.`);
    await sleep(RETRY_MS);
  }
}

function tryListen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      // The client may be gone before it has the answer.
      socket.on('error', () => socket.destroy());
      socket.end(String(process.pid));
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(address, () => resolve(server));
  });
}

function askHolder(address: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(address);
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', () => resolve('which has just ended'));
    socket.on('end', () => resolve(`pid ${answer}`));
  });
}
