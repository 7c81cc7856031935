import { createHash } from 'node:crypto';
import type { LostFile } from './elasticsearch.state.ts';

/** Where a file of the first shard of an index would be on the disk of a repository. */
export function lostFilePath(repository: string, snapshotUuid: string, { index, file }: LostFile): string {
  const folder = createHash('md5').update(index).digest('base64url');
  const name = file === 'shardList' ? `snap-${snapshotUuid}.dat` : `__${folder}`;
  return `/data/es/repo/${repository}/indices/${folder}/0/${name}`;
}
