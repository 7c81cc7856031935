import { expect, it } from '@jest/globals';
import { failureOf, type ContractWorld } from './contract-world.spec-support.ts';

/** One index restored under another name, to see that a restore works before anything is deleted. */
export function rehearsalCases(world: ContractWorld): void {
  const rehearse = (snapshot: string, index: string, as: string) =>
    world.restores.rehearse({ repository: world.repository, snapshot, index, as });

  it('restores one index of several under another name, without its aliases, and leaves the others alone', async () => {
    const alias = `${world.run}-rehearsed-alias`;
    const index = await world.index('rehearsed', { alias });
    const other = await world.index('rehearsed');
    await world.fixture.putSettings(index, { 'index.number_of_replicas': 1 });
    const snapshot = await world.taken([index, other]);
    const as = world.name('beside');
    await rehearse(snapshot, index, as);
    await expect(world.recovered([as])).resolves.toMatchObject([
      { index: as, type: 'snapshot', snapshot, repository: world.repository, done: true, stuck: null },
    ]);
    const found = await world.restores.indices([`${world.run}*`]);
    expect(found.map(({ name, docs }) => [name, docs])).toEqual(
      [index, other, as].sort().map((name) => [name, 2]),
    );
    await expect(world.restores.holders([alias])).resolves.toEqual([
      { name: alias, kind: 'alias', indices: [index] },
    ]);
    const settings = await world.restores.settings();
    expect(settings.find((each) => each.index === as)).toMatchObject({ replicas: 0, shards: 1 });
    expect(settings.find((each) => each.index === index)).toMatchObject({ replicas: 1 });
    await world.restores.deleteIndices([as]);
    await expect(world.restores.recovery([as])).resolves.toEqual([]);
  });

  it('takes the new name as it stands, whatever it means in a pattern', async () => {
    const index = await world.index('rehearsed');
    const snapshot = await world.taken([index]);
    const as = `${world.name('beside')}-$0`;
    await rehearse(snapshot, index, as);
    await expect(world.recovered([as])).resolves.toMatchObject([{ index: as, done: true }]);
  });

  it('does not restore over an index of the new name', async () => {
    const index = await world.index('rehearsed');
    const snapshot = await world.taken([index]);
    const failure = await failureOf(rehearse(snapshot, index, index));
    expect(failure).toMatchObject({ code: 'index-in-the-way', retryable: false });
  });

  it('shows a lost data file as stuck, as the restore itself would', async () => {
    if (!world.fixture.loseFile) return;
    const index = await world.index('rehearsed');
    const snapshot = await world.taken([index]);
    await world.fixture.loseFile(snapshot, 'data');
    const as = world.name('beside');
    await rehearse(snapshot, index, as);
    const [recovery] = await world.recovered([as]);
    expect(recovery).toMatchObject({ done: false });
    expect(recovery!.stuck).toMatch(/NoSuchFile/);
  });

  it.each([
    ['a*', 'b'],
    ['a', 'b*'],
    ['a', '.kibana'],
    ['a,b', 'c'],
    ['', 'c'],
  ])('refuses to restore "%s" as "%s"', async (index, as) => {
    await expect(failureOf(rehearse('snapshot', index, as))).resolves.toMatchObject({
      code: 'refused',
      status: null,
    });
  });
}
