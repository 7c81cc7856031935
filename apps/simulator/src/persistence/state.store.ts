import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { ClusterState } from '../cluster/cluster.state.ts';

const debounceMs = 100;
/** A large state takes its time to write; that must not become all that the simulator does. */
const shareOfTime = 1 / 5;
/** Rises when the state gets another shape: a file of the old one is of no use. */
const fileVersion = 2;

/** The ports are kept as well, so that clients find the simulator at the same place after a crash. */
export interface SavedCluster {
  readonly ports: Readonly<Record<string, number>>;
  readonly state: ClusterState;
}

export interface SavedSimulator {
  readonly controlPort: number;
  readonly clusters: Readonly<Record<string, SavedCluster>>;
}

const envelopeSchema = z.looseObject({
  version: z.literal(fileVersion),
  controlPort: z.number(),
  clusters: z.looseObject({}),
});

/** Writes the whole state into one file, a tenth of a second after a change, and never half of it. */
export class StateStore {
  private timer: NodeJS.Timeout | undefined;
  private ended = false;
  private lastSaveMs = 0;

  constructor(
    private readonly file: string | undefined,
    private readonly snapshot: () => SavedSimulator,
  ) {}

  /** What an earlier run left, or undefined when there is none or it cannot be used. */
  static load(file: string | undefined): SavedSimulator | undefined {
    if (file === undefined || !existsSync(file)) return undefined;
    const parsed = envelopeSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? (parsed.data as unknown as SavedSimulator) : undefined;
  }

  /** Soon, unless it is already about to be. */
  saveSoon(): void {
    if (this.file === undefined || this.ended) return;
    this.timer ??= setTimeout(() => this.save(), Math.max(debounceMs, this.lastSaveMs / shareOfTime));
  }

  /** Now. Renaming puts the new file in place of the old one in a single step. */
  save(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.file === undefined) return;
    const begin = performance.now();
    const draft = `${this.file}.${process.pid}.tmp`;
    writeFileSync(draft, JSON.stringify({ version: fileVersion, ...this.snapshot() }));
    renameSync(draft, this.file);
    this.lastSaveMs = performance.now() - begin;
  }

  /** The last save. What happens afterwards is lost. */
  end(): void {
    if (!this.ended) this.save();
    this.ended = true;
  }
}
