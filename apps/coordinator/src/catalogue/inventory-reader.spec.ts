import { describe, expect, it } from '@jest/globals';
import { parseConfig, type HoldfastConfig } from '#config';
import type { ClusterClients } from '#engine';
import { InventoryReader } from './inventory-reader.ts';

const fileOf = (repository: string): HoldfastConfig =>
  parseConfig(
    `clusters: [{ name: prod, version: "8.6", zeebe: { management: http://z:1 }, records: { engine: elasticsearch, url: http://e:1, repository: ${repository} } }]`,
    {},
  );
const [before, after] = [fileOf('one').clusters[0]!, fileOf('two').clusters[0]!];

/** Repositories that answer when the spec says so: with one snapshot each, or not at all. */
class Repositories {
  readonly answers: (() => void)[] = [];
  isDown = false;

  readonly clients = {
    of: () => ({
      records: { names: (repository: string) => this.names(repository) },
      backups: { zeebe: { can: { list: true }, list: () => Promise.resolve([]) } },
      generated: null,
    }),
  } as unknown as ClusterClients;

  private async names(repository: string): Promise<unknown[]> {
    await new Promise<void>((resolve) => this.answers.push(resolve));
    if (this.isDown) throw new Error('no repository');
    const id = repository === 'one' ? 1 : 2;
    return [{ snapshot: `camunda_zeebe_records_backup_${id}`, uuid: `u${id}`, state: 'SUCCESS' }];
  }
}

const idsOf = ({ snapshots }: { snapshots: ReadonlyMap<number, unknown> }): number[] => [...snapshots.keys()];

describe('the inventory of a cluster whose repository is another one now', () => {
  it('is not the one that was being read when the file changed', async () => {
    const repositories = new Repositories();
    const reader = new InventoryReader(fileOf('one'), repositories.clients);
    const former = reader.fresh(before);
    const present = reader.fresh(after);
    for (const answer of repositories.answers) answer();
    expect([idsOf(await former), idsOf(await present)]).toEqual([[1], [2]]);
  });

  it('has nothing of the former one, also while the present one cannot be read', async () => {
    const repositories = new Repositories();
    const reader = new InventoryReader(fileOf('one'), repositories.clients);
    const former = reader.fresh(before);
    repositories.answers[0]!();
    await former;
    expect([idsOf(reader.known(before)), idsOf(reader.known(after))]).toEqual([[1], []]);
    repositories.isDown = true;
    const present = reader.fresh(after);
    repositories.answers[1]!();
    expect(await present).toMatchObject({ problems: ['no repository'] });
    expect(idsOf(await present)).toEqual([]);
  });
});
