import { describe, expect, it } from '@jest/globals';
import { defineCamundaControlContract, EVERY_ACTION } from '../camunda-control.contract.ts';
import { defineConfirmationsContract } from './confirmations.contract.ts';
import { InMemoryConfirmations } from './confirmations.fake.ts';
import { ManualControl } from './manual-control.ts';

defineConfirmationsContract('in memory', () => {
  const confirmations = new InMemoryConfirmations();
  return Promise.resolve({
    confirmations,
    answer: (key, answer) => Promise.resolve(confirmations.answer(key, answer)),
  });
});

defineCamundaControlContract('manual', () => {
  const confirmations = new InMemoryConfirmations();
  return Promise.resolve({
    goesOn: 'waiting',
    open: () => new ManualControl('prod', confirmations),
    prepare: () => Promise.resolve(),
    finish: (_, key, ok) => Promise.resolve(void confirmations.answer(key, { ok })),
    begun: async (_, key) => ((await confirmations.find(key))?.instruction ? 1 : 0),
    works: async (_, key) => {
      const asked = await confirmations.find(key);
      return asked !== null && !asked.withdrawn && asked.answer === null;
    },
    close: () => Promise.resolve(),
  });
});

describe('ManualControl', () => {
  it('names cluster, broker and backup in what it asks for', async () => {
    const confirmations = new InMemoryConfirmations();
    const control = new ManualControl('prod', confirmations);
    for (const action of EVERY_ACTION) {
      await control.begin(action, action.kind);
      const { message } = await control.look(action, action.kind);
      expect(message).toBe(control.describe(action));
      expect(message).toContain('cluster prod');
      expect(message).toContain('Confirm when');
      if ('broker' in action) expect(message).toContain(`node id ${action.broker}`);
      if ('backupId' in action) expect(message).toContain(`bin/restore --backupId=${action.backupId}`);
    }
  });

  it('tells who answered, and what', async () => {
    const confirmations = new InMemoryConfirmations();
    const control = new ManualControl('prod', confirmations);
    const answered = async (ok: boolean, note: string | null) => {
      const key = `${ok}-${note ?? ''}`.replace(/[^a-z-]/g, '-');
      await control.begin({ kind: 'stop', brokers: 1 }, key);
      confirmations.answer(key, { by: 'ada', ok, note });
      return control.look({ kind: 'stop', brokers: 1 }, key);
    };
    expect(await answered(true, null)).toMatchObject({ state: 'done', message: 'ada confirmed it.' });
    expect(await answered(false, 'no access.')).toMatchObject({
      state: 'failed',
      message: 'ada reported that it did not work: no access.',
    });
  });
});
