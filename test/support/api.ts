import { setTimeout as sleep } from 'node:timers/promises';
import { backupSchema, type Backup, type JournalEntry, type Problem, type Run } from '#contracts';
import { PATIENCE_SECONDS } from './patience.ts';

export interface Answer<T> {
  status: number;
  body: T;
  headers: Headers;
}

/** Holdfast's HTTP API as a client sees it. */
export class Api {
  constructor(
    readonly address: string,
    /** Sent with every request. */
    private readonly token: string | null = null,
  ) {}

  /** The same Holdfast as somebody else sees it. */
  as(token: string | null): Api {
    return new Api(this.address, token);
  }

  async call<T>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
    const response = await fetch(`${this.address}${path}`, this.withToken(init));
    const text = await textOf(response, path);
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      body: (json ? JSON.parse(text) : text) as T,
      headers: response.headers,
    };
  }

  /** The answer as soon as its head is there, for streams. */
  open(path: string): Promise<Response> {
    return fetch(`${this.address}${path}`, this.withToken({}));
  }

  post<T>(path: string, body?: unknown): Promise<Answer<T>> {
    const headers = { 'content-type': 'application/json' };
    return this.call<T>(path, {
      method: 'POST',
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  start(cluster: string, body: Record<string, unknown> = {}): Promise<Answer<Backup & Problem>> {
    return this.post(`/api/v1/clusters/${cluster}/backups`, body);
  }

  /** The run of a backup. @throws Error where none is on record */
  async run(cluster: string, backupId: number): Promise<Run> {
    const { body } = await this.call(`/api/v1/clusters/${cluster}/backups/${backupId}`);
    const { run } = backupSchema.parse(body);
    if (run === null) throw new Error(`no run of backup ${backupId} is on record`);
    return run;
  }

  /** Waits until the run satisfies a condition; fails with the run's last state in the message. */
  async until(
    cluster: string,
    backupId: number,
    condition: (run: Run) => boolean,
    seconds = PATIENCE_SECONDS,
  ): Promise<Run> {
    const deadline = Date.now() + seconds * 1000;
    let last: Run | null = null;
    while (Date.now() < deadline) {
      last = await this.run(cluster, backupId).catch(() => last);
      if (last && condition(last)) return last;
      await sleep(50);
    }
    throw new Error(`the run did not get there within ${seconds} s: ${JSON.stringify(last, null, 1)}`);
  }

  /** The run's journal so far; the stream of a run that goes on is left after half a second. */
  async journal(cluster: string, backupId: number): Promise<JournalEntry[]> {
    const url = `${this.address}/api/v1/clusters/${cluster}/backups/${backupId}/events`;
    const decoder = new TextDecoder();
    let text = '';
    try {
      const response = await fetch(url, this.withToken({ signal: AbortSignal.timeout(500) }));
      for await (const chunk of response.body ?? []) text += decoder.decode(chunk as Uint8Array);
    } catch (error) {
      if ((error as Error).name !== 'TimeoutError') throw error;
    }
    const lines = text.split('\n').filter((line) => line.startsWith('data:'));
    return lines.map((line) => JSON.parse(line.slice('data:'.length)) as JournalEntry);
  }

  /** Waits until Holdfast reaches Redis (again). */
  async ready(): Promise<void> {
    for (let tries = 0; tries < PATIENCE_SECONDS * 10; tries += 1) {
      if ((await this.call('/health/ready')).status === 200) return;
      await sleep(100);
    }
    throw new Error(`Holdfast was not ready within ${PATIENCE_SECONDS} s`);
  }

  done(cluster: string, backupId: number, seconds = PATIENCE_SECONDS): Promise<Run> {
    return this.until(cluster, backupId, (run) => run.phase === 'done', seconds);
  }

  private withToken(init: RequestInit): RequestInit {
    if (this.token === null) return init;
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.token}`);
    return { ...init, headers };
  }
}

/** The overview is followed for ever: that it begins is enough here. */
const ENDLESS = '/api/v1/overview/events';

/** What an answer says; of a stream that does not end, nothing but that there is one. */
export async function textOf(response: Response, path: string): Promise<string> {
  if (!response.ok || !path.startsWith(ENDLESS)) return response.text();
  await response.body?.cancel();
  return '';
}
