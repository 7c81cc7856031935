/**
 * The form in which Holdfast stores what outlives a process. This is the one place that declares which version a build
 * writes, and which it reads.
 *
 * Raise `version` when a build that does not know the change would misread what is written, or would drop part of it when
 * it writes it again. A new field that an older build may ignore needs no new version. With a new version, keep the
 * previous one readable (`oldest`), and write the function that upgrades it, where the family is read:
 *
 * - `run`: `libs/redis`, runs/previous/run.ts. A run keeps its version until it has ended, also when another build continues it.
 * - `pause`: `libs/redis`, runs/pause-intent.ts, and the pause file of `libs/engine`.
 * - `job`: `libs/contracts`, read-job.ts.
 * - `state`: everything else in Redis. It has no field: one key holds its version (`libs/redis`, state-version.ts).
 * - `snapshot`: what the metadata of snapshots say (`apps/coordinator`, ownership/origin-of.ts).
 *
 * Version 0 is what was written before there was a version: without `schemaVersion`, in its last form before 0.2.0.
 */
export const SCHEMAS = {
  run: { version: 1, oldest: 0 },
  pause: { version: 1, oldest: 0 },
  job: { version: 1, oldest: 0 },
  state: { version: 1, oldest: 0 },
  snapshot: { version: 1, oldest: 0 },
} as const satisfies Record<string, { version: number; oldest: number }>;
export type SchemaFamily = keyof typeof SCHEMAS;

/** A record as it is stored. */
export type Versioned<Value> = Value & { schemaVersion: number };

/**
 * This build cannot read a record. It must not be changed then, deleted, or taken for one that is not there. Its message is
 * one line: which record, its version, what this build reads, and the remedy.
 */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';
  /** What happened, to what. */
  readonly what: string;
  readonly remedy: string;

  /**
   * @param record as a person would call it, such as `run 42 of cluster "prod"`
   * @param found its version as it is stored
   */
  constructor(
    readonly family: SchemaFamily,
    readonly record: string,
    readonly found: unknown,
  ) {
    const what = `${record} has schema version ${shown(found)}, and this build reads ${readable(family)}; it is left as it is.`;
    const remedy = remedyFor(family, found);
    super(`${what} ${remedy}`);
    this.what = what;
    this.remedy = remedy;
  }

  /** The message without the name of the record, for callers who may not know about clusters. */
  get anonymous(): string {
    return new UnreadableRecord(this.family, ANONYMOUS[this.family], this.found).message;
  }
}

const ANONYMOUS: Record<SchemaFamily, string> = {
  run: 'a run',
  pause: 'the record of a pause',
  job: 'a job',
  state: 'the state in Redis',
  snapshot: 'the metadata of a snapshot',
};

/** The version of a stored value; 0 for one that has none, null for one that is no version at all. */
export function versionIn(stored: unknown): number | null {
  if (stored === undefined || stored === null) return 0;
  const version = typeof stored === 'string' && stored !== '' ? Number(stored) : stored;
  return typeof version === 'number' && Number.isSafeInteger(version) && version >= 0 ? version : null;
}

/**
 * @param stored the version as it is stored
 * @returns the version, which is the current or a previous one
 * @throws UnreadableRecord
 */
export function requireReadable(family: SchemaFamily, record: string, stored: unknown): number {
  const version = versionIn(stored);
  const { oldest, version: newest } = SCHEMAS[family];
  if (version === null || version < oldest || version > newest)
    throw new UnreadableRecord(family, record, stored);
  return version;
}

/** A value with the version in which this build writes its family. */
export function versioned<Value extends object>(family: SchemaFamily, value: Value): Versioned<Value> {
  return { schemaVersion: SCHEMAS[family].version, ...value };
}

/**
 * Takes a stored value apart.
 * @returns the version, and everything else
 * @throws UnreadableRecord
 */
export function unversioned(
  family: SchemaFamily,
  record: string,
  stored: unknown,
): { version: number; value: Record<string, unknown> } {
  const { schemaVersion, ...value } = (typeof stored === 'object' ? (stored ?? {}) : {}) as Record<
    string,
    unknown
  >;
  return { version: requireReadable(family, record, schemaVersion), value };
}

function readable(family: SchemaFamily): string {
  const { oldest, version } = SCHEMAS[family];
  const versions = Array.from({ length: version - oldest + 1 }, (_, index) => oldest + index);
  return versions.join(versions.length === 2 ? ' and ' : ', ');
}

function remedyFor(family: SchemaFamily, found: unknown): string {
  const version = versionIn(found);
  if (version === null || version > SCHEMAS[family].version)
    return 'A newer version of Holdfast wrote it: run that version, or a later one.';
  return 'A version of Holdfast before 0.2.0 wrote it, in a form that is no longer read: let that version finish it.';
}

function shown(found: unknown): string {
  if (found === undefined || found === null) return '0 (none)';
  const version = versionIn(found);
  return version === null ? JSON.stringify(found).slice(0, 40) : String(version);
}
