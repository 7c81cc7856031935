import { expect, it } from '@jest/globals';
import type { ReadRecording } from './recording.ts';
import { Replayer } from './replayer.ts';
import { replayRecording } from './replay-recording.ts';

const recording: ReadRecording = {
  ...{ schemaVersion: 1, recordedAt: '2026-11-28T19:00:00.000Z', cluster: 'test', version: '8.6.0' },
  ...{ generation: '8.4', engine: 'elasticsearch', components: ['zeebe'], pausesSoftly: true },
  ids: { lower: 1, first: 2, second: 3, unknown: 4, zero: 0 },
  addresses: [{ name: 'zeebe', contextPath: '/base' }],
  exchanges: [],
  report: {},
};
const call = { to: 'zeebe', method: 'GET', path: '/base/x', request: '', status: 200, type: null };

it('gives equal calls their answers in the order of the recording, and none that it has not', async () => {
  const exchanges = ['a', 'b', 'c'].map((body) => ({ ...call, body }));
  const replayer = await Replayer.start({ ...recording, exchanges });
  const url = `${replayer.addresses[0]?.url}/x`;
  const seen: string[] = [];
  for (let count = 0; count < 2; count += 1) seen.push(await (await fetch(url)).text());
  expect([seen, replayer.left, replayer.unknown]).toEqual([['a', 'b'], 1, []]);
  await expect(fetch(url, { method: 'POST', body: 'other' })).rejects.toThrow();
  await (await fetch(url)).text();
  await expect(fetch(url)).rejects.toThrow();
  expect([replayer.left, replayer.unknown]).toEqual([0, ['zeebe: POST /base/x', 'zeebe: GET /base/x']]);
  await replayer.close();
});

it('comes to an end, and is not as expected, where the recording has no answers', async () => {
  const said: string[] = [];
  const { report, code } = await replayRecording(recording, (line) => said.push(line));
  expect(code).toBe(7);
  expect(report.counts.matches).toBe(0);
  expect(said).toContain('The recording has no answer to zeebe: GET /base/actuator/cluster.');
});
