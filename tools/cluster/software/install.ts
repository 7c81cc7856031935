import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withLock } from '../lock.ts';
import type { Narrator } from '../narrator.ts';

export interface Installation {
  title: string;
  target: string;
  /** Fetches and unpacks below `scratch`; answers with the directory that becomes the target. */
  build: (scratch: string) => Promise<string>;
}

/** Whatever has the target's name is whole: it is built next to it and renamed at the end. */
export async function install(installation: Installation, narrator: Narrator): Promise<void> {
  const { title, target, build } = installation;
  if (existsSync(target)) return;
  const waiting = (holder: string) =>
    narrator.say(`  another process installs ${title}; waiting for it (${holder})`);
  await mkdir(dirname(target), { recursive: true });
  await withLock(target, waiting, async () => {
    if (existsSync(target)) return;
    await sweep(target);
    const scratch = await mkdtemp(`${target}.partial-`);
    try {
      await narrator.step(`installed ${title}`, async () => rename(await build(scratch), target));
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  });
}

/** What an interrupted installation left; no other process works on it, because we hold the lock. */
async function sweep(target: string): Promise<void> {
  const prefix = `${basename(target)}.partial-`;
  for (const entry of await readdir(dirname(target))) {
    if (entry.startsWith(prefix)) await rm(join(dirname(target), entry), { recursive: true, force: true });
  }
}
