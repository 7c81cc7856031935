import { createServer } from 'node:net';

/**
 * Above the blocks of the clusters that tests start (elasticsearch.ts), and below the ports that systems give to outgoing
 * connections and to servers that listen at port 0 (Linux: from 32768).
 */
const LOWEST = 23_000;
const HIGHEST = 32_000;

/** A port that is free now and that no process gets by chance later, for callers that need it before they listen. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port was found between ${LOWEST} and ${HIGHEST}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
