import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves on any free port of the loopback interface. */
export async function listen(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

/**
 * Makes one thing after the other, each with a server of its own. When one of them cannot be made, the servers of the others
 * are stopped.
 */
export async function listenForEach<One, Made>(
  ones: readonly One[],
  make: (one: One) => { listener: RequestListener; done: (url: string) => Made },
): Promise<{ servers: Server[]; made: Made[] }> {
  const servers: Server[] = [];
  const made: Made[] = [];
  try {
    for (const one of ones) {
      const { listener, done } = make(one);
      const server = await listen(listener);
      servers.push(server);
      made.push(done(urlOf(server)));
    }
    return { servers, made };
  } catch (error) {
    await Promise.all(servers.map(stop));
    throw error;
  }
}

export function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Idempotent. */
export async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** @throws Error when it is larger than the bound, or cut off */
export async function readAll(message: IncomingMessage, bound: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bound) throw new Error(`more than ${bound} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
