import type { Answer, CallArguments, JournalEvent, JsonRoute, Lock, Run } from '#contracts';
import { addressOf, ENDPOINTS } from '#contracts/endpoints';
import { parseEvents } from './server-sent-events.ts';

/** No answer of the API may hold up the sweep. */
const CALL_MS = 5_000;
const START_MS = 15_000;

/** What Holdfast reports. Null where it does not answer, or answers with something else. */
export class HoldfastApi {
  private readonly address: string;
  private readonly cluster: string;

  constructor(address: string, cluster: string) {
    this.address = address;
    this.cluster = cluster;
  }

  /** The answer's status; 0 when there was none. */
  async start(): Promise<number> {
    try {
      const path = addressOf('backup.create', { cluster: this.cluster });
      const response = await this.fetch(path, ENDPOINTS['backup.create'].method, START_MS);
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }

  /** Newest first. */
  async runs(limit = 20): Promise<Run[] | null> {
    const body = await this.read('backup.list', { params: { cluster: this.cluster }, query: { limit } });
    return body?.items.flatMap(({ run }) => run ?? []) ?? null;
  }

  /** `undefined` when it is not known; null when the lock is free. */
  async lock(): Promise<Lock | null | undefined> {
    const body = await this.read('cluster.list');
    return body?.items.find(({ name }) => name === this.cluster)?.lock;
  }

  /** Only of a run that has ended: the stream of another one does not end. */
  async journal(backupId: number): Promise<JournalEvent[]> {
    try {
      const response = await this.fetch(addressOf('backup.follow', { cluster: this.cluster, id: backupId }));
      return parseEvents(await response.text());
    } catch {
      return [];
    }
  }

  private async read<Name extends JsonRoute>(
    name: Name,
    ...[request]: CallArguments<Name>
  ): Promise<Answer<Name> | null> {
    try {
      const { params = {}, query } = (request ?? {}) as Partial<Record<'params' | 'query', object>>;
      const response = await this.fetch(addressOf(name, params as never, query as never));
      const text = await response.text();
      return response.ok ? (JSON.parse(text) as Answer<Name>) : null;
    } catch {
      return null;
    }
  }

  private fetch(path: string, method = 'GET', ms = CALL_MS): Promise<Response> {
    return fetch(`${this.address}${path}`, { method, signal: AbortSignal.timeout(ms) });
  }
}
