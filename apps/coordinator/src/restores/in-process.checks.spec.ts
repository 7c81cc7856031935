import { describe, expect, it } from '@jest/globals';
import type { ClusterMode, RestoreApi } from '#camunda';
import { StepFailure } from '#domain';
import { inProcessChecks } from './in-process.checks.ts';
import { inProcessFacts } from './in-process.facts.ts';
import type { RestoreFacts } from './restore-facts.ts';

const processing: ClusterMode = { mode: 'processing', recovering: 0, replicas: 2, lastChangeId: '3' };
const api = (over: Partial<RestoreApi> = {}): RestoreApi =>
  ({
    mode: () => Promise.resolve(processing),
    pending: () => Promise.resolve(null),
    progress: () => Promise.resolve(null),
    dryRun: () => Promise.resolve({ changeId: null, operations: ['one', 'two'] }),
    ...over,
  }) as unknown as RestoreApi;
const THERE: RestoreFacts['templates'] = [{ prefix: 'operate-', templates: ['operate-x'] }];

async function checksOf(
  over: Partial<RestoreApi>,
  templates = THERE,
  tenant = 'default',
  tenants?: string[],
) {
  const inProcess = await inProcessFacts(api(over), 17, {});
  const zeebe = { partitions: 1, tenants };
  return inProcessChecks({ inProcess, templates, zeebe, cluster: { tenant } } as unknown as RestoreFacts);
}
const failing = async (over: Partial<RestoreApi>, templates = THERE) =>
  (await checksOf(over, templates)).filter(({ ok }) => !ok);
const refusing = (failure: StepFailure) => () => Promise.reject(failure);
const forbidden = StepFailure.permanent('refused', 'Grant BACKUP:RESTORE.', { status: 403 });
const down = StepFailure.transient('unreachable', 'No listener.');

describe('the checks of a restore in process', () => {
  it('pass for a cluster that could do it, and tell how large the plan of the cluster is', async () => {
    const checks = await checksOf({});
    expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['cluster-running', true],
      ['no-change-pending', true],
      ['restore-api', true],
      ['restore-dry-run', true],
      ['templates', true],
    ]);
    expect(checks[3]?.message).toContain('2 operations');
  });

  it('pass where only recovery mode answers the dry run, and for a cluster that is in it', async () => {
    const busy = refusing(StepFailure.transient('busy', 'not in recovery mode'));
    const recovering = () => Promise.resolve({ ...processing, mode: 'recovering' as const, recovering: 2 });
    const checks = await checksOf({ dryRun: busy, mode: recovering });
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks[3]?.message).toContain('before anything is deleted');
  });

  it.each([
    ['acme', undefined],
    ['default', ['acme', 'default']],
  ])(
    'never send a person with several physical tenants to the restore application (%s)',
    async (tenant, all) => {
      const mixed = () => Promise.resolve({ ...processing, mode: 'mixed' as const });
      const [running] = await checksOf({ mode: mixed }, THERE, tenant, all);
      expect(running?.remedy).toContain('its restore application would lose the others');
      expect(running?.remedy).not.toContain('remove orchestration.rest');
    },
  );

  it.each<[string, Partial<RestoreApi>, string, RegExp]>([
    [
      'replicas that cannot be seen',
      { mode: () => Promise.resolve({ ...processing, mode: 'mixed' }) },
      'cluster-running',
      /remove orchestration\.rest/,
    ],
    ['a change that is pending', { pending: () => Promise.resolve('9') }, 'no-change-pending', /changes\/9/],
    [
      'changes that cannot be read',
      { pending: refusing(down) },
      'no-change-pending',
      /orchestration\.management/,
    ],
    [
      'a restore that runs',
      { progress: () => Promise.resolve({ changeId: '9', state: 'running', restored: 0, total: 2 }) },
      'restore-api',
      /cancel it/,
    ],
    ['a missing permission', { progress: refusing(forbidden) }, 'restore-api', /BACKUP:RESTORE/],
    ['a dry run that is refused', { dryRun: refusing(forbidden) }, 'restore-dry-run', /another set/],
    ['a dry run without an answer', { dryRun: refusing(down) }, 'restore-dry-run', /plan again/],
  ])('fail for %s, with a remedy', async (_, over, name, remedy) => {
    await expect(failing(over)).resolves.toMatchObject([{ name, remedy: expect.stringMatching(remedy) }]);
  });

  it('fail each by itself where nothing answers', async () => {
    const silent = refusing(down);
    const names = await failing({ mode: silent, pending: silent, progress: silent, dryRun: silent });
    expect(names.map(({ name }) => name)).toEqual([
      'cluster-running',
      'no-change-pending',
      'restore-api',
      'restore-dry-run',
    ]);
  });

  it('fail where an index template is missing, which no step would make', async () => {
    await expect(failing({}, [...THERE, { prefix: 'optimize-', templates: [] }])).resolves.toMatchObject([
      { name: 'templates', component: 'records', message: expect.stringContaining('optimize-') },
    ]);
  });

  it('are none for a restore that stops all of Camunda', () => {
    expect(inProcessChecks({ inProcess: null, templates: [] } as unknown as RestoreFacts)).toEqual([]);
  });
});
