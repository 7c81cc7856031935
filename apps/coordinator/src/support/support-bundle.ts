import { createGzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { pack, type Pack } from 'tar-stream';
import { redact } from '#config';
import { CONFIG_IN_FORCE, within, type ConfigInForce } from '#engine';
import type { BundleFile } from './bundle-file.ts';
import { ClusterFiles } from './cluster-files.ts';
import { OwnFiles } from './own-files.ts';
import { QueueFiles } from './queue-files.ts';

/** For each file; what hangs is what a bundle is asked for. (ms) */
const PATIENCE_MS = 20_000;

/** Everything that support needs for a diagnosis, and no secret. */
@Injectable()
export class SupportBundle {
  constructor(
    @Inject(CONFIG_IN_FORCE) private readonly inForce: ConfigInForce,
    private readonly own: OwnFiles,
    private readonly queues: QueueFiles,
    private readonly clusters: ClusterFiles,
  ) {}

  /**
   * A gzipped tar archive, written while it is read. Changes nothing. A file that cannot be made says why in its place.
   * @param clusters those that are to be in it
   */
  write(clusters: readonly string[], directory: string): Readable {
    const archive = pack();
    const compressed = archive.pipe(createGzip());
    // The client may disconnect midway, which must not end the process. Other errors reach it through the stream.
    archive.on('error', () => undefined);
    this.fill(clusters, archive, directory).catch((error: unknown) => compressed.destroy(error as Error));
    return compressed;
  }

  private async fill(clusters: readonly string[], archive: Pack, directory: string): Promise<void> {
    const lists = await Promise.all(clusters.map((cluster) => this.clusters.list(cluster)));
    // One after the other: what is examined here may be in trouble already.
    for (const file of [...this.own.list(clusters), ...this.queues.list(), ...lists.flat()]) {
      const text = redact(await textOf(file), this.inForce.secrets);
      // The client is gone.
      if (archive.destroyed) return;
      archive.entry({ name: `${directory}/${file.name}`, mode: 0o600 }, text);
    }
    archive.finalize();
  }
}

async function textOf({ read }: BundleFile): Promise<string> {
  try {
    const content = await within(PATIENCE_MS, Promise.resolve(read()));
    return typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
  } catch (error) {
    return `could not be read: ${(error as Error).message}\n`;
  }
}
