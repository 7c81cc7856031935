import { signal } from '@preact/signals';
import { follow, type Link } from '../api/live-stream.ts';
import { asProblem, type ApiProblem } from '../api/http.ts';
import { call, journalOf, type RunReference } from '../api/holdfast.ts';
import type { ServerSentEvent } from '../api/server-sent-events.ts';
import { learnServerTime } from '../time/clock.ts';
import { announceOnce } from '../ui/announce.tsx';
import { appended, entryOf, type Journal } from './journal.ts';
import { endingOf, viewOfBackup, viewOfDeletion, viewOfRestore, type RunView } from './run-view.ts';
import type { Backup, Restore } from '#contracts';

/** Time between two readings of the record while entries arrive (ms). */
const READ_MS = 250;
/** After the end of a backup the components are read again, which may take a while (interval in ms, and number of times). */
const SET_MS = 2_000;
const SET_READS = 10;

/** Everything about one run, kept up to date until it has ended. */
export class RunFollower {
  readonly run = signal<RunView | null>(null);
  /** With its plan; null for a run of another kind. */
  readonly restore = signal<Restore | null>(null);
  /** With its set, also where no run of it is on record; null for a run of another kind. */
  readonly backup = signal<Backup | null>(null);
  readonly journal = signal<Journal>([]);
  readonly link = signal<Link>({ state: 'connecting' });
  readonly problem = signal<ApiProblem | null>(null);

  private end: (() => void) | null = null;
  private stopped = false;
  private reading: Promise<void> | null = null;
  private again = false;
  /** The end is announced only on a page that was open before. */
  private sawItOpen = false;
  private setReads = 0;

  constructor(private readonly reference: RunReference) {}

  async start(): Promise<void> {
    await this.read();
    if (this.stopped || this.end) return;
    if (this.run.value) this.listen();
    // A page that was opened while Holdfast is down fills by itself.
    else if (this.problem.value?.kind === 'unreachable' || this.problem.value?.status === 503)
      setTimeout(() => void this.start(), 2_000);
  }

  stop(): void {
    this.stopped = true;
    this.end?.();
  }

  /** Reads the record again, as soon as the reading that is under way has ended. */
  async read(): Promise<void> {
    if (this.reading) {
      this.again = true;
      return this.reading;
    }
    this.reading = this.readOnce();
    await this.reading;
    this.reading = null;
    if (this.again && !this.stopped) {
      this.again = false;
      setTimeout(() => void this.read(), READ_MS);
    }
  }

  private listen(): void {
    this.end = follow(journalOf(this.reference), {
      onLink: (link) => {
        this.link.value = link;
        // What happened meanwhile is in the record, whatever the journal says.
        if (link.state === 'live') void this.read();
      },
      onEvents: (events) => this.take(events),
      isOver: async () => {
        await this.readOnce();
        const run = this.run.value;
        // Redis may have lost the run: then nothing follows.
        return this.problem.value === null && (run === null || run.phase === 'done');
      },
    });
  }

  private take(events: readonly ServerSentEvent[]): void {
    const entries = events.map(entryOf).filter((entry) => entry !== null);
    for (const { at } of entries) learnServerTime(at);
    this.journal.value = appended(this.journal.value, entries);
    // What has ended no longer changes, however long its journal is.
    if (this.run.value?.phase !== 'done') void this.read();
  }

  private async readOnce(): Promise<void> {
    try {
      const run = await this.fetch();
      if (this.stopped) return;
      this.problem.value = null;
      if (run !== null) this.noteEnding(run);
      this.run.value = run;
      if (run !== null) this.readSetLater(run);
    } catch (error) {
      if (!this.stopped) this.problem.value = asProblem(error);
    }
  }

  private noteEnding(run: RunView): void {
    if (run.phase !== 'done') this.sawItOpen = true;
    else if (this.sawItOpen && this.run.value?.phase !== 'done') announceOnce(endingOf(run));
  }

  /** The parts of a backup are known only after the components were read since its end. */
  private readSetLater({ kind, phase, outcome, set }: RunView): void {
    if (kind !== 'backup' || phase !== 'done' || outcome !== 'completed' || set !== null) return;
    this.setReads += 1;
    if (this.setReads <= SET_READS) setTimeout(() => void this.read(), SET_MS);
  }

  private async fetch(): Promise<RunView | null> {
    const { kind, cluster, number } = this.reference;
    const request = { params: { cluster, id: number } };
    if (kind === 'backup') {
      this.backup.value = await call('backup.show', request);
      return viewOfBackup(this.backup.value);
    }
    if (kind === 'deletion') return viewOfDeletion(await call('deletion.show', request));
    this.restore.value = await call('restore.show', request);
    return viewOfRestore(this.restore.value);
  }
}
