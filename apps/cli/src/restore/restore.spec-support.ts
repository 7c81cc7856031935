import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Restore } from '#contracts';
import { runProgram } from '../program.ts';
import { Session } from '../session.ts';

const HASH = 'ab'.repeat(32);

/** A plan that can be run. */
export function aPlan(over: Partial<Restore['plan']> = {}, runnable = true): Restore {
  return {
    ...{ restoreId: 7, cluster: 'prod', backupId: 5, runnable, run: null, waitingFor: null },
    plan: {
      ...{ backupId: 5, version: '8.6.0', partitions: 2, brokers: 1, repository: 'camunda' },
      ...{
        control: 'manual',
        allowed: ['operate-*'],
        rehearsal: null,
        seeds: [],
        documents: null,
      },
      snapshots: [
        { snapshot: 's', uuid: null, component: 'operate', indices: ['operate-x'], sizeBytes: 2000 },
      ],
      deletes: [{ index: 'operate-x', docs: 3, sizeBytes: 1000 }],
      actions: [
        { step: 'stop-camunda', component: 'camunda', does: 'stop every process', details: ['by hand'] },
        {
          ...{ step: 'delete-indices', component: 'records', does: 'delete indices' },
          details: Array.from({ length: 10 }, (_, index) => `operate-${index}`),
        },
      ],
      origin: null,
      losses: ['everything that happened after noon'],
      warnings: ['Zeebe is stopped.'],
      checks: [
        { name: 'set-usable', component: 'coordinator', ok: true, message: 'fine', remedy: null },
        ...(runnable
          ? []
          : [
              {
                name: 'version',
                component: 'camunda' as const,
                ok: false,
                message: 'is 8.5',
                remedy: 'Install 8.6.0.',
              },
            ]),
      ],
      ...{ createdAt: '2026-01-01T12:00:00.000Z', hash: HASH },
      ...over,
    },
  };
}

export interface Request {
  method: string;
  path: string;
  body: unknown;
}

/** A Holdfast that gives one answer after the other, and remembers what it was asked. */
export function answering(...answers: unknown[]): Request[] {
  const requests: Request[] = [];
  globalThis.fetch = ((url: URL, init: RequestInit) => {
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : null;
    requests.push({ method: init.method ?? 'GET', path: new URL(url).pathname, body });
    return Promise.resolve(Response.json(answers.shift() ?? { no: 'more answers' }));
  }) as typeof fetch;
  return requests;
}

/** One command line; with `typed`, by a person at a terminal who types that. */
export async function call(
  line: string,
  typed?: string,
): Promise<{ code: number; out: string; err: string }> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const isTTY = typed !== undefined;
  for (const stream of [stdin, stdout]) Object.assign(stream, { isTTY });
  if (isTTY) stdin.end(`${typed}\n`);
  const streams = { stdin, stdout, stderr } as unknown as Session['streams'];
  const session = new Session({ ...streams, onInterrupt: () => undefined });
  const code = await runProgram(session, line.split(' '));
  const read = (stream: PassThrough): string =>
    stripVTControlCharacters(((stream.read() as Buffer | null) ?? '').toString());
  return { code, out: read(stdout), err: read(stderr) };
}
