import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { requireReadable, RUN_KINDS, UnreadableRecord, unversioned, versioned } from '#domain';

const rememberedSchema = z.strictObject({
  intent: z.strictObject({
    kind: z.enum(RUN_KINDS),
    number: z.int(),
    runId: z.string(),
    fence: z.int(),
    deadline: z.number(),
  }),
  /** Last seen, ms since the epoch. */
  at: z.number(),
  /** Whether Redis still held it then. */
  onRecord: z.boolean(),
});
export type RememberedPause = z.infer<typeof rememberedSchema>;

/**
 * The last pause of each cluster in a small file, so that a process that was killed knows it again although Redis is
 * down or empty. Best effort: without a disk it can write to, it only remembers as long as the process lives.
 */
export class PauseFile {
  private readonly directory: string;
  private readonly deployment: string;

  /**
   * @param redis the name of its endpoint tells deployments on one machine apart; only a digest of it is kept
   * @param directory by default a directory of the system's for temporary files
   */
  constructor(redis: string, directory: string | undefined) {
    this.directory = directory ?? join(tmpdir(), 'holdfast');
    this.deployment = createHash('sha256').update(redis).digest('hex').slice(0, 12);
  }

  /** @returns null when there is none, or it cannot be read */
  read(cluster: string): RememberedPause | null {
    try {
      return rememberedSchema.parse(unversioned('pause', this.path(cluster), this.stored(cluster)).value);
    } catch {
      // Missing is normal, and a damaged file knows nothing: the pause budget then decides, as for a foreign pause.
      return null;
    }
  }

  /** Why this build must leave the file alone; null when it need not. */
  refusal(cluster: string): UnreadableRecord | null {
    try {
      requireReadable('pause', `the file ${this.path(cluster)}`, this.stored(cluster)?.schemaVersion);
      return null;
    } catch (error) {
      if (error instanceof UnreadableRecord) return error;
      return null;
    }
  }

  /** Leaves a file alone that this build cannot read. @returns whether it could be written */
  write(cluster: string, remembered: RememberedPause): boolean {
    const path = this.path(cluster);
    const draft = `${path}.${process.pid}`;
    // It belongs to a newer build; this process remembers for itself.
    if (this.refusal(cluster) !== null) return true;
    try {
      mkdirSync(this.directory, { recursive: true, mode: 0o700 });
      writeFileSync(draft, JSON.stringify(versioned('pause', remembered)), { mode: 0o600 });
      renameSync(draft, path);
      return true;
    } catch {
      // A read-only container: the caller says so once.
      return false;
    }
  }

  /** @throws Error where there is no file, or no JSON in it */
  private stored(cluster: string): { schemaVersion?: unknown } | null {
    return JSON.parse(readFileSync(this.path(cluster), 'utf8')) as { schemaVersion?: unknown } | null;
  }

  private path(cluster: string): string {
    return join(this.directory, `pause-${this.deployment}-${cluster}.json`);
  }
}
