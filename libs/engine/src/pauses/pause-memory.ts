import { Inject, Injectable, Logger } from '@nestjs/common';
import { environment, type HoldfastConfig } from '#config';
import { clientOptions, endpointName, type PauseIntent } from '#redis';
import type { KnownIntent, UnreadableRecord } from '#domain';
import { redisEndpoint } from '../redis-endpoint.ts';
import { CONFIG } from '../tokens.ts';
import { PauseFile, type RememberedPause } from './pause-file.ts';

/** For this time after it was last on record, a pause counts as the work of the run that intended it (ms). */
const OURS_MS = 120_000;

/**
 * What this process knows of pauses without Redis: the last intent of each cluster. It distinguishes our pause, whose
 * record was lost or which arrived late, from one that another tool made; after a kill, too.
 */
@Injectable()
export class PauseMemory {
  private readonly logger = new Logger(PauseMemory.name);
  private readonly seen = new Map<string, RememberedPause | null>();
  private readonly file: PauseFile;
  private complained = false;

  constructor(@Inject(CONFIG) config: HoldfastConfig) {
    this.file = new PauseFile(
      endpointName(clientOptions(redisEndpoint(config))),
      environment().HOLDFAST_STATE,
    );
  }

  /** Call it with what Redis holds now, and before an intent is written. */
  note(cluster: string, intent: PauseIntent | null): void {
    const known = this.of(cluster);
    if (intent) this.keep(cluster, { intent, at: Date.now(), onRecord: true });
    else if (known?.onRecord) this.keep(cluster, { ...known, onRecord: false });
  }

  /** A pause seen now may be that of one of our runs whose record is gone. */
  mayBeOurs(cluster: string): boolean {
    const known = this.of(cluster);
    return known !== null && Date.now() - known.at < OURS_MS;
  }

  /** The intent that was last on record; null when none was, or its pause was lifted. */
  intent(cluster: string): KnownIntent | null {
    const known = this.of(cluster);
    if (!known?.onRecord) return null;
    return { run: known.intent, deadline: known.intent.deadline, confirmedAt: known.at };
  }

  /** Why the file of a cluster is left alone: this build cannot read it. Null when it can. */
  refusal(cluster: string): UnreadableRecord | null {
    return this.file.refusal(cluster);
  }

  private of(cluster: string): RememberedPause | null {
    const known = this.seen.get(cluster);
    if (known !== undefined) return known;
    const found = this.file.read(cluster);
    this.seen.set(cluster, found);
    return found;
  }

  private keep(cluster: string, pause: RememberedPause): void {
    this.seen.set(cluster, pause);
    if (this.file.write(cluster, pause) || this.complained) return;
    this.complained = true;
    this.logger.warn(
      'cannot remember pauses on disk; point HOLDFAST_STATE to a directory that can be written, so that a process that restarts while Redis is down lifts a pause in time',
    );
  }
}
