import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Job } from 'bullmq';
import { pass, standingClocks } from '../run-world.spec-support.ts';
import { QueueProcessor } from './queue-processor.ts';
import { UNDER_WAY } from './under-way.ts';

standingClocks();

class Processor extends QueueProcessor {
  onWork: () => Promise<string> = () => Promise.resolve('done');

  protected work(): Promise<string> {
    return this.onWork();
  }
}

let processor: Processor;
let warnings: unknown[];
beforeEach(() => {
  processor = new Processor();
  warnings = [];
  jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => void warnings.push(line));
});
afterEach(() => {
  jest.restoreAllMocks();
});
const job = { name: 'backup-zeebe', id: 'backup-42-run-a-backup-zeebe' } as Job;

describe('a job', () => {
  it('counts as under way until it has ended, however it ends', async () => {
    let finish: (answer: string) => void = () => undefined;
    processor.onWork = () => new Promise((resolve) => (finish = resolve));
    const worked = processor.process(job);
    expect(UNDER_WAY.isNothing).toBe(false);
    finish('done');
    expect(await worked).toBe('done');
    expect(UNDER_WAY.isNothing).toBe(true);
    processor.onWork = () => Promise.reject(new Error('no Redis'));
    await expect(processor.process(job)).rejects.toThrow('no Redis');
    expect(UNDER_WAY.isNothing).toBe(true);
  });

  it('that failed is named in the log, also where BullMQ no longer knows it', () => {
    processor.onFailed(job, new Error('no Redis'));
    processor.onFailed(undefined, new Error('no Redis'));
    expect(warnings).toEqual([
      'backup-zeebe (backup-42-run-a-backup-zeebe) failed: no Redis',
      'a job (unknown) failed: no Redis',
    ]);
  });
});

describe('a complaint of the BullMQ worker', () => {
  it('is logged once a minute while its words are the same', () => {
    processor.onError(new Error('READONLY'));
    processor.onError(new Error('READONLY'));
    pass(59_999);
    processor.onError(new Error('READONLY'));
    expect(warnings).toEqual(['READONLY']);
    pass(1);
    processor.onError(new Error('READONLY'));
    processor.onError(new Error('OOM'));
    expect(warnings).toEqual(['READONLY', 'READONLY', 'OOM']);
  });
});
