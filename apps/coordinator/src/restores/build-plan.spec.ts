import { describe, expect, it } from '@jest/globals';
import { isRunnable } from '#domain';
import { buildPlan } from './build-plan.ts';
import { cluster, entry, facts, ID, known, names, part, snapshots } from './plan-facts.spec-support.ts';
import type { RestoreFacts } from './restore-facts.ts';

const failedIn = (over: Partial<RestoreFacts>) =>
  buildPlan(facts(over))
    .checks.filter((check) => !check.ok)
    .map(({ name }) => name);

describe('the plan of a restore', () => {
  it('names every action in the order in which it is done', () => {
    const plan = buildPlan(facts());
    expect(isRunnable(plan)).toBe(true);
    expect(plan.snapshots.map(({ snapshot }) => snapshot)).toEqual([
      part(1),
      part(2),
      `camunda_zeebe_records_backup_${ID}`,
    ]);
    expect(plan.actions.map(({ step }) => step)).toEqual([
      'rehearse-restore',
      'seed-templates',
      'stop-camunda',
      'delete-indices',
      'restore-operate',
      'restore-records',
      'restore-zeebe',
      'start-camunda',
      'check-restored',
    ]);
    const details = Object.fromEntries(plan.actions.map(({ step, details: each }) => [step, each]));
    expect(details['delete-indices']).toEqual(['operate-list-view-8.3.0_']);
    expect(
      details['restore-zeebe']?.map((text) => JSON.parse(text) as { kind: string; broker: number }),
    ).toEqual([
      { kind: 'wipe-broker', brokers: 2, broker: 0 },
      { kind: 'restore-broker', brokers: 2, broker: 0, backupId: ID },
      { kind: 'wipe-broker', brokers: 2, broker: 1 },
      { kind: 'restore-broker', brokers: 2, broker: 1, backupId: ID },
    ]);
    expect(plan.losses.join()).toMatch(/after the set was taken \(24 h ago\)/);
    expect(plan.takenAt).toBe('2026-01-01T00:00:00.000Z');
  });

  it('has the same hash for what is done, whatever the counts are by now', () => {
    const hash = buildPlan(facts()).hash;
    const later = { now: new Date('2026-01-03T00:00:00Z') };
    const grown = [{ name: 'operate-list-view-8.3.0_', docs: 9, sizeBytes: 90, open: true, hidden: false }];
    expect(buildPlan(facts({ ...later, indices: grown })).hash).toBe(hash);
  });

  it.each([
    [
      'another index would be deleted',
      { indices: [{ name: 'operate-list-view-8.5.0_', docs: 0, sizeBytes: 0, open: true, hidden: false }] },
    ],
    [
      'a snapshot of the same name is another one',
      { snapshots: snapshots.map((each) => ({ ...each, uuid: 'other' })) },
    ],
    ['a template is gone', { templates: [{ prefix: 'operate-', templates: [] }] }],
    [
      'the commands are others',
      { control: { adapter: 'commands' as const, checks: [], describe: () => 'rm' } },
    ],
  ])('has another hash when %s', (_, over) => {
    expect(buildPlan(facts(over)).hash).not.toBe(buildPlan(facts()).hash);
  });

  it.each([
    ['a partial set', { known: known({ snapshots: names.slice(0, 2) }) }, ['set-usable', 'operate-parts']],
    ['a foreign set', { known: known({ run: null, ownedBy: null }) }, ['set-usable']],
    ['a set of another version', { versions: [{ component: 'operate', version: '8.6.1' }] }, ['version']],
    ['a set of another partition count', { zeebe: { partitions: 3 } }, ['partition-count']],
    [
      'a repository that is gone',
      { repository: { ok: false, readOnly: false, message: 'missing' } },
      ['snapshot-repository'],
    ],
    ['a snapshot that is running', { running: ['nightly'] }, ['no-snapshot-running']],
    [
      'a damaged snapshot',
      { integrity: new Map([[part(1), { ok: false, message: 'lost' }]]) as never },
      [part(1)],
    ],
    ['no way to stop Camunda', { control: null, allowed: null }, ['targets', 'control']],
    ['an index in the way that may not be deleted', { allowed: ['zeebe-record*'] }, ['targets']],
  ])('cannot be run for %s, and says so before anything is deleted', (_, over, names_) => {
    expect(failedIn(over as Partial<RestoreFacts>)).toEqual(names_);
  });

  const origin = { cluster: 'old', runId: 'x', installation: 'i', engine: 'e', prefix: 'zeebe-record' };

  it('may be run for a set of another installation, warns whose it is, and has that in its hash', () => {
    const foreign = { ownedBy: null, origin };
    const plan = buildPlan(facts({ known: known(foreign) }));
    expect(isRunnable(plan)).toBe(true);
    expect(plan.warnings[0]).toMatch(/taken by cluster "old" of another installation.*left as they are/);
    expect(plan.origin).toEqual(origin);
    expect(plan.hash).not.toBe(buildPlan(facts()).hash);
    const other = { ownedBy: null, origin: { ...origin, cluster: 'older' } };
    expect(plan.hash).not.toBe(buildPlan(facts({ known: known(other) })).hash);
    const adopted = buildPlan(facts({ known: known({ ownedBy: 'adopted', origin }) }));
    expect(adopted.warnings[0]).toMatch(/"old".*adopted for "prod"/);
    expect(failedIn({ known: known({ ...foreign, snapshots: names.slice(0, 2) }) })).toContain('set-usable');
  });

  it('fails with the name of an index that fits a pattern and is not shown to be of the cluster', () => {
    const stranger = {
      name: 'operate-b-list-view-8.3.0_',
      docs: 7,
      sizeBytes: 70,
      open: true,
      hidden: false,
    };
    const plan = buildPlan(facts({ indices: [...facts().indices, stranger] }));
    expect(plan.checks.find(({ name }) => name === 'targets')).toMatchObject({
      ok: false,
      message: expect.stringContaining('fits operate-b-list-view-8.3.0_, and nothing shows'),
    });
    expect(plan.deletes.map(({ index }) => index)).toEqual(['operate-list-view-8.3.0_']);
    // Known to be another cluster's, it blocks nothing.
    const space = { ...cluster!.indexSpace, others: ['operate-b-'] };
    const beside = facts({ cluster: { ...cluster!, indexSpace: space }, indices: [stranger] });
    expect(isRunnable(buildPlan(beside))).toBe(true);
    expect(buildPlan(beside).deletes).toEqual([]);
  });

  it('fails for a set that holds what is no index of the cluster', () => {
    const wide = snapshots.map((each, at) =>
      at === 0 ? entry(each.snapshot, ['zeebe-record-b_job_8.6.0_2026-01-01']) : each,
    );
    const plan = buildPlan(facts({ snapshots: wide, allowed: ['operate-*', 'zeebe-record*'] }));
    expect(plan.checks.filter(({ ok }) => !ok)).toMatchObject([
      {
        name: 'targets',
        message: expect.stringContaining('the set holds zeebe-record-b_job_8.6.0_2026-01-01'),
      },
    ]);
  });

  it('fails for a set that has an index in two snapshots, and names it', () => {
    const twice = [
      ...snapshots.slice(0, 1),
      entry(part(2), ['operate-list-view-8.3.0_']),
      ...snapshots.slice(2),
    ];
    expect(failedIn({ snapshots: twice })).toEqual(['one-snapshot-each']);
    expect(buildPlan(facts({ snapshots: twice })).checks.find(({ ok }) => !ok)?.message).toContain(
      'index operate-list-view-8.3.0_ is in two snapshots of the set',
    );
  });

  it('compares only documents of families that the set has', () => {
    const documents = { 'operate-list-view-8.3.0': 5, 'operate-b-list-view-8.3.0': 9 };
    expect(buildPlan(facts({ documents })).documents).toEqual({ 'operate-list-view-8.3.0': 5 });
  });

  it('may be run from a repository that can only be read, with Zeebe stopped, and warns', () => {
    const over = { repository: { ok: true, readOnly: true, message: 'read-only' }, zeebe: null };
    const unknown = known({ zeebe: { state: 'unknown', message: 'does not answer' } });
    const plan = buildPlan(facts({ ...over, known: unknown, documents: null }));
    expect(isRunnable(plan)).toBe(true);
    expect(plan.warnings).toHaveLength(4);
  });
});
