import { createHash } from 'node:crypto';
import type { S3Store } from './s3-store.ts';

/** The backup of one partition, as the S3 store itself holds it. */
export interface PartitionObjects {
  partitionId: number;
  state: string;
  /** Names below the manifest. */
  objects: string[];
  texts: Record<string, string>;
}

interface Manifest {
  partitionId: number;
  state: string;
  checksums: Record<string, string>;
}

/** Reads every object of a backup, and compares it with the checksum in the manifest. @throws Error where they differ */
export async function partitionObjects(s3: S3Store, backupId: number): Promise<PartitionObjects[]> {
  const keys = (await s3.keys()).filter((key) => key.split('/')[1] === String(backupId));
  const manifests = keys.filter((key) => key.endsWith('/manifest.json'));
  return Promise.all(
    manifests.map(async (key) => {
      const folder = key.slice(0, -'manifest.json'.length);
      const { partitionId, state, checksums } = JSON.parse(await s3.text(key)) as Manifest;
      const objects = keys
        .filter((each) => each.startsWith(folder) && each !== key)
        .map((each) => each.slice(folder.length));
      const texts: Record<string, string> = {};
      for (const name of objects) {
        const text = await s3.text(folder + name);
        const checksum = createHash('sha256').update(text).digest('hex');
        if (checksums[name] !== checksum) throw new Error(`${folder}${name} is not what the manifest says`);
        texts[name] = text;
      }
      return { partitionId, state, objects, texts };
    }),
  );
}

/** What was open in a partition when it was backed up. */
export function openWorkIn({ texts }: PartitionObjects): { instanceKeys: string[]; jobKeys: string[] } {
  const state = JSON.parse(texts['snapshot/state.json'] ?? '{}') as { instances?: object; jobs?: object };
  return { instanceKeys: Object.keys(state.instances ?? {}), jobKeys: Object.keys(state.jobs ?? {}) };
}
