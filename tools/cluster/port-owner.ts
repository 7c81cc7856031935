import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { clusterOf } from './process-table.ts';

const LISTENING = '0A';

export function portIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** Who listens there, as far as this user may know. */
export function findPortOwner(port: number): string {
  const sockets = ['tcp', 'tcp6'].flatMap((table) =>
    listeningSockets(attempt(() => readFileSync(`/proc/net/${table}`, 'utf8')) ?? '', port),
  );
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const handles = attempt(() => readdirSync(`/proc/${entry}/fd`)) ?? [];
    const owns = handles.some((handle) => {
      const target = attempt(() => readlinkSync(`/proc/${entry}/fd/${handle}`));
      return sockets.some((inode) => target === `socket:[${inode}]`);
    });
    if (!owns) continue;
    const dir = clusterOf(Number(entry));
    return dir === null ? `pid ${entry} (${commandOf(entry)})` : `the cluster in ${dir}`;
  }
  return "another user's process";
}

/** Inodes of the sockets that listen on `port`; `table` as in /proc/net/tcp. */
export function listeningSockets(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(`:${wanted}`) && fields[3] === LISTENING)
    .flatMap((fields) => fields[9] ?? []);
}

function commandOf(pid: string): string {
  const words = (attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? '')
    .split('\0')
    .join(' ')
    .trim();
  return words.length > 60 ? `${words.slice(0, 60)}…` : words;
}

/** Processes come and go while we look, and some are not ours to see. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
