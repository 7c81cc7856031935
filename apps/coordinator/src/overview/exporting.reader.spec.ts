import { describe, expect, it } from '@jest/globals';
import type { Exporting } from '#contracts';
import { ObservedExporting } from '#engine';
import type { ExportingService } from '../exporting/exporting.service.ts';
import { ExportingReader } from './exporting.reader.ts';

const START = Date.parse('2026-11-25T10:00:00.000Z');
const at = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

function readerOf(answer: () => Promise<Exporting>): {
  reader: ExportingReader;
  observed: ObservedExporting;
  asked: string[];
} {
  const asked: string[] = [];
  const observed = new ObservedExporting();
  const service = {
    read: (cluster: string) => {
      asked.push(cluster);
      return answer();
    },
  } as unknown as ExportingService;
  return { reader: new ExportingReader(observed, service), observed, asked };
}

const read = (exporting: Exporting['exporting'], readAt: string): Exporting => ({
  cluster: 'prod',
  exporting,
  readAt,
  partitions: [],
  problem: null,
});
const look = (state: Exporting['exporting']) => ({ state, replicas: [], problem: null });
const answers = () => new Promise((resolve) => setImmediate(resolve));

describe('exporting on the overview', () => {
  it('is what the reconciler saw, without a call to the brokers', () => {
    const { reader, observed, asked } = readerOf(() => Promise.reject(new Error('not asked')));
    expect(reader.of('prod', null)).toBeNull();
    observed.note('prod', look('running'), START);
    expect(reader.of('prod', { runId: 'r1', finishedAt: at(-5) })).toMatchObject({ exporting: 'running' });
    expect(asked).toEqual([]);
  });

  it('is read again, once, when it was last seen within the pause of a run that has ended', async () => {
    const { reader, observed, asked } = readerOf(() => Promise.resolve(read('running', at(2))));
    observed.note('prod', look('softPaused'), START);
    const ended = { runId: 'r1', finishedAt: at(1) };
    expect(reader.of('prod', ended)).toMatchObject({ exporting: 'softPaused', readAt: at(0) });
    await answers();
    expect(reader.of('prod', ended)).toMatchObject({ exporting: 'running', readAt: at(2) });
    expect(asked).toEqual(['prod']);
    observed.note('prod', look('paused'), START + 3_000);
    expect(reader.of('prod', ended)).toMatchObject({ exporting: 'paused', readAt: at(3) });
  });

  it('stays as it was seen where it could not be read again, and is not asked for without end', async () => {
    const { reader, observed, asked } = readerOf(() => Promise.reject(new Error('no answer')));
    observed.note('prod', look('softPaused'), START);
    const ended = { runId: 'r1', finishedAt: at(1) };
    for (let times = 0; times < 3; times += 1) {
      expect(reader.of('prod', ended)).toMatchObject({ exporting: 'softPaused' });
      await answers();
    }
    expect(asked).toEqual(['prod']);
    reader.of('prod', { runId: 'r2', finishedAt: at(4) });
    expect(asked).toEqual(['prod', 'prod']);
  });
});
