import type { Redis } from 'ioredis';
import type { JournalEntry } from '#contracts';
import { keysOf } from '../keys.ts';
import { noteLatePart } from '../lua/commands.ts';
import { latePartField } from './run-fields.ts';
import type { RunReference } from './run-store.ts';

/** What the journals of ended runs say of parts that arrived late. */
export class LatePartNotes {
  constructor(private readonly redis: Redis) {}

  /**
   * Idempotent: one entry for each part.
   * @param part its exact name
   * @returns false when no ended run of that id is on record; then nothing was written
   */
  async note(
    run: Pick<RunReference, 'cluster' | 'number' | 'runId'>,
    part: string,
    entry: JournalEntry,
  ): Promise<boolean> {
    const keys = keysOf(run.cluster);
    return noteLatePart(
      this.redis,
      { run: keys.run(run.number), journal: keys.journal(run.number) },
      { runId: run.runId, field: latePartField(part), entry: JSON.stringify(entry) },
    );
  }
}
