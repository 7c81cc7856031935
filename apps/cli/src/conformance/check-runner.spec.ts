import { beforeEach, describe, expect, it } from '@jest/globals';
import type { BackupApi, CamundaClients } from '#camunda';
import { StepFailure } from '#domain';
import { CheckRunner } from './check-runner.ts';
import { checksOf, type Check } from './checks.ts';

const ids = { lower: 1, first: 2, second: 3, unknown: 4, zero: 0 };
const checks = checksOf({ generation: '8.4', components: ['zeebe', 'operate'], pausesSoftly: true });
const checksNamed = (...names: string[]): Check[] =>
  checks.filter(({ component, name }) => component === 'operate' && names.includes(name));

let doubts = 0;
beforeEach(() => {
  doubts = 0;
});

const failing = (code: 'id-in-use' | 'unreachable' | 'busy') => (): Promise<never> =>
  Promise.reject(StepFailure.transient(code, 'no', { component: 'operate' }));

interface Around {
  zeebe?: Partial<BackupApi>;
  isStopped?: () => boolean;
}

function runner(api: Partial<BackupApi>, { zeebe, isStopped = () => false }: Around = {}): CheckRunner {
  const clients = { backups: { operate: api, zeebe } } as unknown as CamundaClients;
  const nothing = (): Promise<void> => Promise.resolve();
  return new CheckRunner(clients, ids, {
    ...{ call: {}, betweenMs: 0, isStopped },
    ...{ beforePause: nothing, afterResume: nothing, doubt: () => (doubts += 1), begins: () => undefined },
  });
}

const states = (...words: string[]): BackupApi['look'] =>
  (() =>
    Promise.resolve({ state: words.length > 1 ? words.shift() : words[0] })) as unknown as BackupApi['look'];

const OURS = { component: 'operate', id: 2, deleted: false, shared: false };

describe('CheckRunner', () => {
  it('waits for the end of a backup', async () => {
    const tested = runner({
      trigger: () => Promise.resolve('ok'),
      look: states('absent', 'running', 'completed'),
    });
    const results = await tested.run(checksNamed('takes', 'completes'));
    expect(results.map(({ seen, result }) => [seen, result])).toEqual([
      ['accepted', 'matches'],
      ['completed', 'matches'],
    ]);
    expect(tested.made.left).toEqual([{ ...OURS, accepted: true }]);
  });

  it('deletes no backup that it did not take', async () => {
    const deleted: number[] = [];
    const tested = runner({
      trigger: failing('id-in-use'),
      delete: (id) => Promise.resolve(void deleted.push(id)),
      look: states('completed'),
    });
    const results = await tested.run(checksNamed('takes', 'delete', 'gone', 'delete-again'));
    expect(results.map(({ result }) => result)).toEqual(['differs', 'skipped', 'skipped', 'skipped']);
    expect([deleted, tested.made.left]).toEqual([[], []]);
  });

  it('asks no more for an id that others use, and never deletes it', async () => {
    let asked = 0;
    const tested = runner({
      // The second answer would be lost, and what is lost may be ours.
      trigger: () => failing((asked += 1) === 1 ? 'id-in-use' : 'unreachable')(),
      look: states('absent'),
    });
    const results = await tested.run(checksNamed('takes', 'same-id'));
    expect(results.map(({ result }) => result)).toEqual(['differs', 'skipped']);
    expect([asked, doubts, tested.made.left]).toEqual([1, 1, []]);
  });

  it('does not take one for gone that was accepted again and is not there yet', async () => {
    const deleted: number[] = [];
    let asked = 0;
    const tested = runner({
      // The first request was lost, and the second one is accepted.
      trigger: () => ((asked += 1) === 1 ? failing('unreachable')() : Promise.resolve('ok')),
      look: states('absent', 'failed', 'absent'),
      delete: (id) => Promise.resolve(void deleted.push(id)),
    });
    const results = await tested.run(checksNamed('takes', 'completes', 'same-id', 'delete', 'gone'));
    expect(results.map(({ result }) => result)).toEqual([
      ...['differs', 'differs', 'differs', 'skipped', 'skipped'],
    ]);
    expect([deleted, tested.made.left]).toEqual([[], [{ ...OURS, accepted: true }]]);
  });

  it('does not wait for the end of one that does not appear', async () => {
    let looks = 0;
    const tested = runner({
      trigger: () => Promise.resolve('ok'),
      look: () => Promise.resolve({ state: 'absent', looks: (looks += 1) }) as never,
    });
    const results = await tested.run(checksNamed('takes', 'completes'));
    expect(results.map(({ seen }) => seen)).toEqual(['accepted', 'absent']);
    expect(looks).toBeLessThan(200);
  });

  it('deletes nothing under an id that another tool uses on another component', async () => {
    const deleted: number[] = [];
    const taken = { trigger: () => Promise.resolve('ok'), look: states('absent', 'completed') };
    const remove = { delete: (id: number) => Promise.resolve(void deleted.push(id)) };
    const tested = runner({ ...taken, ...remove }, { zeebe: { look: states('running') } });
    const zeebe = checks.filter(({ component, name }) => component === 'zeebe' && name === 'takes');
    await tested.run([...checksNamed('takes', 'completes'), ...zeebe, ...checksNamed('delete')]);
    expect([doubts, deleted]).toEqual([1, []]);
    expect(tested.made.left).toEqual([{ ...OURS, accepted: true, shared: true }]);
  });

  it('deletes nothing under an id that a component is busy with', async () => {
    const tested = runner(
      { trigger: () => Promise.resolve('ok'), look: states('absent', 'completed') },
      { zeebe: { trigger: failing('busy'), look: states('absent', 'absent', 'running') } },
    );
    const zeebe = checks.filter(({ component, name }) => component === 'zeebe' && name === 'takes');
    await tested.run([...checksNamed('takes'), ...zeebe]);
    expect(doubts).toBe(1);
    expect(tested.made.left).toEqual([{ ...OURS, accepted: true, shared: true }]);
  });

  it('deletes what it made where Zeebe only refuses the id, because it once took a higher one', async () => {
    const tested = runner(
      { trigger: () => Promise.resolve('ok'), look: states('absent') },
      { zeebe: { trigger: failing('id-in-use'), look: states('absent') } },
    );
    const zeebe = checks.filter(({ component, name }) => component === 'zeebe' && name === 'takes');
    await tested.run([...checksNamed('takes'), ...zeebe]);
    expect(doubts).toBe(1);
    expect(tested.made.left).toEqual([{ ...OURS, accepted: true }]);
  });

  it('does not ask for an id that was used since it was chosen', async () => {
    const tested = runner({ trigger: () => Promise.resolve('ok'), look: states('running') });
    const [taken] = await tested.run(checksNamed('takes'));
    expect(taken).toMatchObject({ seen: 'id-in-use', result: 'differs' });
    expect([doubts, tested.made.left]).toEqual([1, []]);
  });

  it('remembers a backup that may have been taken, for no answer came', async () => {
    const tested = runner({ trigger: failing('unreachable'), look: states('absent') });
    await tested.run(checksNamed('takes'));
    expect(tested.made.left).toEqual([{ ...OURS, accepted: false }]);
  });

  it.each([
    ['running', 'differs'],
    ['completed', 'skipped'],
  ])('judges a second backup that was accepted while the first was %s: %s', async (state, result) => {
    const tested = runner({
      trigger: () => Promise.resolve('ok'),
      look: states('absent', 'absent', state),
    });
    const [, second] = await tested.run(checksNamed('takes', 'second-meanwhile'));
    expect(second?.result).toBe(result);
    expect(tested.made.left).toHaveLength(2);
  });

  it.each([
    ['pause', ['pause']],
    ['resume', ['resume']],
  ])('is in doubt, and lets no guard go, when a %s is not answered as expected', async (_, names) => {
    let released = 0;
    const refuse = failing('unreachable');
    const clients = {
      exporting: { pause: refuse, resume: refuse },
      topology: { exporting: () => Promise.resolve('softPaused') },
    } as unknown as CamundaClients;
    const tested = new CheckRunner(clients, ids, {
      ...{ call: {}, betweenMs: 0, isStopped: () => doubts > 0, doubt: () => (doubts += 1) },
      begins: () => undefined,
      beforePause: () => Promise.resolve(),
      afterResume: () => Promise.resolve(void (released += 1)),
    });
    const exporting = checks.filter(({ name }) => names.includes(name) || name === 'paused');
    const results = await tested.run(exporting);
    expect(results.map(({ seen }) => seen).at(-1)).toBe('unreachable');
    expect([doubts, released]).toEqual([1, 0]);
  });

  it('begins no further check when it is stopped', async () => {
    let asked = 0;
    const tested = runner(
      { trigger: () => Promise.resolve('ok'), look: states('absent', 'running') },
      { isStopped: () => (asked += 1) > 2 },
    );
    const results = await tested.run(checksNamed('takes', 'completes', 'same-id'));
    expect(results.map(({ seen }) => seen)).toEqual(['accepted', 'running']);
  });
});
