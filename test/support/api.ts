import { setTimeout as sleep } from 'node:timers/promises';
import {
  addressOf,
  ENDPOINTS,
  type Answer as Document,
  type CallArguments,
  type JournalEntry,
  type JsonRoute,
  type Problem,
  type Run,
} from '#contracts';
import { holdToTable } from './held-to-table.ts';
import { PATIENCE_SECONDS } from './patience.ts';

type Parts = Partial<Record<'params' | 'query' | 'body', object>>;

export interface Answer<T> {
  status: number;
  body: T;
  headers: Headers;
}

/** Holdfast's HTTP API as a client sees it. Every answer is checked against the table of routes. */
export class Api {
  constructor(
    readonly address: string,
    /** Sent with every request. */
    private readonly token: string | null = null,
  ) {}

  /** The same Holdfast, with the token of another caller. */
  as(token: string | null): Api {
    return new Api(this.address, token);
  }

  async call<T>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
    const response = await fetch(`${this.address}${path}`, this.withToken(init));
    const text = await textOf(response, path);
    const { status, headers } = response;
    const contentType = headers.get('content-type') ?? '';
    const body = (/[/+]json/.test(contentType) ? JSON.parse(text) : text) as T;
    holdToTable(init.method ?? 'GET', path, { status, body, contentType });
    return { status, body, headers };
  }

  /** Calls a route of the table, and returns its answer. */
  ask<Name extends JsonRoute>(
    name: Name,
    ...[request]: CallArguments<Name>
  ): Promise<Answer<Document<Name> & Problem>> {
    const { params = {}, query, body }: Parts = (request ?? {}) as Parts;
    return this.call(addressOf(name, params as never, query as never), {
      method: ENDPOINTS[name].method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  }

  /** Calls a route that must succeed. @throws Error */
  async read<Name extends JsonRoute>(name: Name, ...request: CallArguments<Name>): Promise<Document<Name>> {
    const { status, body } = await this.ask(name, ...request);
    if (status >= 300) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
    return body;
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

  /** @param body may be what the API refuses */
  start(
    cluster: string,
    body: Record<string, unknown> = {},
  ): Promise<Answer<Document<'backup.create'> & Problem>> {
    return this.ask('backup.create', { params: { cluster }, body });
  }

  /** The run of a backup. @throws Error where none is on record */
  async run(cluster: string, backupId: number): Promise<Run> {
    const { run } = await this.read('backup.show', { params: { cluster, id: backupId } });
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

  /** The run's journal so far; the stream of a run in progress is closed after half a second. */
  async journal(cluster: string, backupId: number): Promise<JournalEntry[]> {
    const url = `${this.address}${addressOf('backup.follow', { cluster, id: backupId })}`;
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

/** The stream of the overview never ends: it is enough here that it begins. */
const ENDLESS = addressOf('overview.follow', {});

/** The content of an answer; for a stream that does not end, only that there is one. */
export async function textOf(response: Response, path: string): Promise<string> {
  if (!response.ok || !path.startsWith(ENDLESS)) return response.text();
  await response.body?.cancel();
  return '';
}
