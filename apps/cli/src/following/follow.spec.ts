import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JournalEvent } from '#contracts';
import type { HoldfastClient } from '../api/holdfast.client.ts';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { follow } from './follow.ts';
import type { Followed } from './followed.ts';

const running = { kind: 'backup', cluster: 'prod', number: 1, setId: 1, phase: 'running' } as Followed;
const event = (id: string) => ({ id, type: 'step-progress' }) as JournalEvent;
type Stream = (after: string | null) => AsyncGenerator<JournalEvent>;

/** What is there of the backup once Redis lost its run. */
let lost: unknown;
beforeEach(() => {
  lost = null;
});

/** One stream after the other; the run is done when there are no more. */
function scene(...streams: Stream[]) {
  const asked: (string | null)[] = [];
  const seen: string[] = [];
  const api = {
    events: (_run: unknown, after: string | null) => {
      asked.push(after);
      return streams.shift()!(after);
    },
    call: () =>
      Promise.resolve(lost ?? { run: { ...running, phase: streams.length > 0 ? 'running' : 'done' } }),
  } as unknown as HoldfastClient;
  const nothing = () => undefined;
  const view = {
    show: nothing,
    event: (each: JournalEvent) => seen.push(each.id),
    end: nothing,
    leave: nothing,
  };
  const go = (signal = new AbortController().signal) =>
    follow(running, { api, view, signal, reconnectMs: 1 });
  return { asked, seen, go };
}

async function* events(...ids: string[]) {
  for (const id of ids) yield event(id);
}
async function* breaks(error: Error, ...ids: string[]) {
  yield* events(...ids);
  throw error;
}

const problem = (status: number | null) => new ProblemAnswer('no', 1, { status });

describe('follow', () => {
  it('continues after the last event when the stream breaks off, or Holdfast does not answer', async () => {
    const { asked, seen, go } = scene(
      () => breaks(new TypeError('terminated'), '1', '2'),
      () => breaks(problem(null)),
      () => events('3'),
    );
    expect((await go()).phase).toBe('done');
    expect(seen).toEqual(['1', '2', '3']);
    expect(asked).toEqual([null, '2', '2']);
  });

  it('gives up at once on a run that is not there, and on what is not understood', async () => {
    await expect(scene(() => breaks(problem(404))).go()).rejects.toThrow('no');
    await expect(scene(() => breaks(new RangeError('bug'), '1')).go()).rejects.toThrow('bug');
  });

  it('says that Redis lost a run that it had seen, and what its set is worth', async () => {
    const losing = () =>
      scene(async function* () {
        yield event('1');
        lost = { run: null, set: { state: 'unverified' } };
        throw problem(404);
      }).go();
    await expect(losing()).rejects.toMatchObject({
      message: expect.stringMatching(/record of backup 1 of prod was lost.*Its set is unverified/),
      exitCode: 3,
    });
    lost = null;
    const gone = scene(
      () => events('1'),
      () => breaks(problem(404)),
    ).go();
    await expect(gone).rejects.toMatchObject({ exitCode: 6 });
  });

  it('stops with the reason of the signal', async () => {
    const stopping = new AbortController();
    const { go } = scene(() => {
      stopping.abort(new Error('enough'));
      return breaks(new TypeError('aborted'));
    });
    await expect(go(stopping.signal)).rejects.toThrow('enough');
  });
});
