import type { Redis } from 'ioredis';
import { compareStreamIds, streamIdOf } from '#domain';
import type { AuditEntry } from '#contracts';

/** What known callers did. About this many entries are kept; older ones fall out. */
const KNOWN = { key: '{holdfast}:audit', most: 10_000 };
/** What unknown callers tried. A stream of its own: a flood of these must not push out what others did. */
const NOBODY = { key: '{holdfast}:audit:nobody', most: 2_000 };
/** Added to the second number of ids of `NOBODY`, so that ids of both differ, and have one order. */
const OFFSET = 1_000_000;

/** Who did what, as streams in Redis. Lost with Redis's data; the log has every entry, too. */
export class AuditStore {
  constructor(private readonly redis: Redis) {}

  async add(entry: Omit<AuditEntry, 'id'>): Promise<void> {
    const { key, most } = entry.role === null ? NOBODY : KNOWN;
    await this.redis.xadd(key, 'MAXLEN', '~', most, '*', 'entry', JSON.stringify(entry));
  }

  /** Newest first. @param before the id of the last entry that was read */
  async newest(limit: number, before?: string): Promise<AuditEntry[]> {
    const ends = endsBefore(before);
    const [known, nobody] = await Promise.all([
      this.redis.xrevrange(KNOWN.key, ends.known, '-', 'COUNT', limit),
      this.redis.xrevrange(NOBODY.key, ends.nobody, '-', 'COUNT', limit),
    ]);
    return [...known.map((each) => entryOf(each, 0)), ...nobody.map((each) => entryOf(each, OFFSET))]
      .sort(newestFirst)
      .slice(0, limit);
  }
}

/** Where each stream continues, as the end of XREVRANGE. Within one millisecond, entries without a known caller come first. */
function endsBefore(id: string | undefined): { known: string; nobody: string } {
  if (id === undefined) return { known: '+', nobody: '+' };
  const [ms, count] = streamIdOf(id);
  return count >= OFFSET
    ? { known: String(ms), nobody: `(${ms}-${count - OFFSET}` }
    : { known: `(${ms}-${count}`, nobody: `(${ms}-0` };
}

function entryOf([id, fields]: [string, string[]], offset: number): AuditEntry {
  const [ms, count] = streamIdOf(id);
  const entry = JSON.parse(fields[1] ?? '{}') as Omit<AuditEntry, 'id'>;
  return { id: `${ms}-${count + offset}`, ...entry };
}

function newestFirst(one: AuditEntry, other: AuditEntry): number {
  return compareStreamIds(other.id, one.id);
}
