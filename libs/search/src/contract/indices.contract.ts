import { expect, it } from '@jest/globals';
import { failureOf, type ContractWorld } from './contract-world.spec-support.ts';

/** The indices that a restore deletes, and the templates that would create them again. */
export function indexCases(world: ContractWorld): void {
  const refused = { code: 'refused', retryable: false, component: 'records' };
  const none = Array.from({ length: 120 }, (_, n) => `${world.run}-none-with-quite-a-long-name-${n}`);
  const namesOf = async (patterns: string[]) =>
    (await world.restores.indices(patterns)).map(({ name }) => name);

  it('lists indices, also hidden and closed ones, and takes no alias for one', async () => {
    const alias = `${world.run}-seen-alias`;
    const open = await world.index('seen-a', { alias, shards: 2 });
    const hidden = await world.index('seen-b', { hidden: true });
    const closed = await world.index('seen-c');
    await world.fixture.closeIndex(closed);
    const found = await world.restores.indices([`${world.run}-seen*`, alias]);
    expect(found).toEqual([
      { name: open, docs: 2, sizeBytes: expect.any(Number), open: true, hidden: false },
      { name: hidden, docs: 2, sizeBytes: expect.any(Number), open: true, hidden: true },
      { name: closed, docs: null, sizeBytes: null, open: false, hidden: false },
    ]);
    expect(found[0]!.sizeBytes).toBeGreaterThan(0);
    await expect(namesOf([closed])).resolves.toEqual([closed]);
    await expect(namesOf([alias])).resolves.toEqual([]);
  });

  it('lists nothing where nothing matches, and finds what is there among many names', async () => {
    const index = await world.index('found');
    await expect(namesOf([`${world.run}-nothing*`, `${world.run}-nothing`])).resolves.toEqual([]);
    await expect(namesOf([...none, index, ...none])).resolves.toEqual([index]);
  });

  it('deletes indices by name, however many, and again', async () => {
    const [a, hidden, kept] = [
      await world.index('gone-a'),
      await world.index('gone-b', { hidden: true }),
      await world.index('gone-c'),
    ];
    const closed = await world.index('gone-d');
    await world.fixture.closeIndex(closed);
    const names = [...none, a, hidden, closed, ...none];
    await world.restores.deleteIndices(names);
    await expect(namesOf([`${world.run}-gone*`])).resolves.toEqual([kept]);
    await world.restores.deleteIndices(names);
    await world.restores.deleteIndices([]);
    await expect(namesOf([`${world.run}-gone*`])).resolves.toEqual([kept]);
  });

  it.each(['*', `${world.run}*`, '_all', 'a,b', '', '.kibana', '-a', '_a', 'a b'])(
    'deletes nothing by the name "%s"',
    async (name) => {
      const index = await world.index('kept');
      await expect(failureOf(world.restores.deleteIndices([index, name]))).resolves.toMatchObject(refused);
      await expect(namesOf([index])).resolves.toEqual([index]);
    },
  );

  it('deletes nothing when one of the names is an alias', async () => {
    const alias = `${world.run}-kept-alias`;
    const index = await world.index('kept', { alias });
    const other = await world.index('kept');
    const failure = await failureOf(world.restores.deleteIndices([other, alias]));
    expect(failure).toMatchObject(refused);
    expect(failure.message).toContain(`"${alias}" is an alias`);
    await expect(namesOf([`${world.run}-kept*`])).resolves.toEqual([index, other]);
  });

  it('is busy while a snapshot is taken of an index to delete', async () => {
    const index = await world.index('taken');
    await world.fixture.slowly(async () => {
      const snapshot = await world.create([index]);
      const failure = await failureOf(world.restores.deleteIndices([index]));
      expect(failure).toMatchObject({ code: 'busy', retryable: true });
      await expect(namesOf([index])).resolves.toEqual([index]);
      await world.store.delete(world.repository, snapshot);
    });
  });

  it.each(['read_only', 'metadata'])('deletes no index with the block "%s", and says so', async (block) => {
    const index = await world.index('blocked');
    await world.fixture.putSettings(index, { [`index.blocks.${block}`]: true });
    const failure = await failureOf(world.restores.deleteIndices([index]));
    const other = await world.index('blocked');
    const [found] = (await world.restores.settings()).filter((each) => each.index === index);
    const listed = await world.restores.indices([`${world.run}-blocked*`]);
    await world.fixture.putSettings(index, { [`index.blocks.${block}`]: null });
    expect(failure).toMatchObject({ code: 'blocked', retryable: false });
    expect(found).toMatchObject({ blocks: [block] });
    expect(listed.map(({ name, docs }) => [name, docs])).toEqual([
      [index, block === 'metadata' ? null : 2],
      [other, 2],
    ]);
  });

  it.each(['write', 'read_only_allow_delete'])('deletes an index with the block "%s"', async (block) => {
    const index = await world.index('blocked');
    await world.fixture.putSettings(index, { [`index.blocks.${block}`]: true });
    await world.restores.deleteIndices([index]);
    await expect(namesOf([index])).resolves.toEqual([]);
  });

  it('tells for which prefixes there are templates, of either kind', async () => {
    const { fixture, restores } = world;
    const [operate, legacy] = [`${world.run}-operate`, `${world.run}-record`];
    await fixture.putTemplate(operate, 'composable', `${world.run}-op-list-view*`);
    await fixture.putTemplate(legacy, 'legacy', `${world.run}-record_job*`);
    const prefixes = [`${world.run}-record`, `${world.run}-op-`, `${world.run}-tl-`];
    await expect(restores.templates(prefixes)).resolves.toEqual([
      { prefix: prefixes[0], templates: [legacy] },
      { prefix: prefixes[1], templates: [operate] },
      { prefix: prefixes[2], templates: [] },
    ]);
    await fixture.deleteTemplate(operate, 'composable');
    await fixture.deleteTemplate(legacy, 'legacy');
    const left = await restores.templates(prefixes);
    expect(left.flatMap(({ templates }) => templates)).toEqual([]);
  });
}
