import type { BackupList, JournalEvent, Lock, Run } from '#contracts';
import { parseEvents } from './server-sent-events.ts';

/** No answer of the API may hold the sweep up. */
const CALL_MS = 5_000;

/** What Holdfast reports. Null wherever it does not answer, or not with what was asked for. */
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
      const response = await this.fetch('/backups', { method: 'POST' }, 15_000);
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }

  /** Newest first. */
  async runs(limit = 20): Promise<Run[] | null> {
    const body = await this.json<BackupList>(`/backups?limit=${limit}`);
    return body?.items.flatMap(({ run }) => run ?? []) ?? null;
  }

  /** `undefined` when it is not known; null when the lock is free. */
  async lock(): Promise<Lock | null | undefined> {
    const body = await this.json<{ items: { name: string; lock: Lock | null }[] }>('', '/api/v1/clusters');
    return body?.items.find(({ name }) => name === this.cluster)?.lock;
  }

  /** Only of a run that has ended: the stream of another one does not end. */
  async journal(backupId: number): Promise<JournalEvent[]> {
    try {
      const response = await this.fetch(`/backups/${backupId}/events`, {});
      return parseEvents(await response.text());
    } catch {
      return [];
    }
  }

  private async json<T>(path: string, base?: string): Promise<T | null> {
    try {
      const response = await this.fetch(path, {}, CALL_MS, base);
      const text = await response.text();
      return response.ok ? (JSON.parse(text) as T) : null;
    } catch {
      return null;
    }
  }

  private fetch(path: string, init: RequestInit, ms = CALL_MS, base?: string): Promise<Response> {
    const url = `${this.address}${base ?? `/api/v1/clusters/${this.cluster}`}${path}`;
    return fetch(url, { ...init, signal: AbortSignal.timeout(ms) });
  }
}
