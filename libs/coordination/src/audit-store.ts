import type { Redis } from 'ioredis';
import type { AuditEntry } from '#contracts';

const KEY = '{holdfast}:audit';
/** About so many entries are kept; older ones fall out. */
const MOST = 10_000;

/** Who did what, as a stream in Redis. Lost with Redis's data; the log has every entry, too. */
export class AuditStore {
  constructor(private readonly redis: Redis) {}

  async add(entry: Omit<AuditEntry, 'id'>): Promise<void> {
    await this.redis.xadd(KEY, 'MAXLEN', '~', MOST, '*', 'entry', JSON.stringify(entry));
  }

  /** Newest first. @param before the id of the last entry that was read */
  async newest(limit: number, before?: string): Promise<AuditEntry[]> {
    const found = await this.redis.xrevrange(
      KEY,
      before === undefined ? '+' : `(${before}`,
      '-',
      'COUNT',
      limit,
    );
    return found.map(([id, fields]) => ({
      id,
      ...(JSON.parse(fields[1] ?? '{}') as Omit<AuditEntry, 'id'>),
    }));
  }
}
