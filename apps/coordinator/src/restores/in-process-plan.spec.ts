import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '#config';
import { isRunnable } from '#domain';
import { buildPlan } from './build-plan.ts';
import { entry, facts, ID, known } from './plan-facts.spec-support.ts';
import type { RestoreFacts } from './restore-facts.ts';

describe('the plan of a restore in the running cluster', () => {
  const [running] = parseConfig(
    `clusters: [{ name: prod, version: "8.10", orchestration: { management: "http://z", rest: { url: "http://r" } },
      records: { engine: elasticsearch, url: "http://e", repository: camunda }, restore: { control: manual } }]`,
    {},
  ).clusters;
  const history = `camunda_webapps_${ID}_8.10.9_part_1_of_1`;
  const all = [
    entry(`camunda_zeebe_records_backup_${ID}`, ['zeebe-record_job_8.10.9_2026-01-01']),
    entry(history, ['operate-list-view-8.3.0_']),
  ];
  const answers: RestoreFacts['inProcess'] = {
    mode: { ok: true, value: { mode: 'processing', recovering: 0, replicas: 2, lastChangeId: null } },
    pending: { ok: true, value: null },
    running: { ok: true, value: null },
    dryRun: { kind: 'could', message: 'it could' },
  };
  const planned = (over: Partial<RestoreFacts> = {}) =>
    buildPlan(
      facts({
        cluster: running!,
        allowed: running!.restore!.indices,
        known: known({
          expected: ['zeebe', 'webapps', 'records'],
          snapshots: all.map(({ snapshot, uuid, state }) => ({ snapshot, uuid, state })),
        }),
        snapshots: all,
        integrity: new Map(all.map(({ snapshot }) => [snapshot, { ok: true, message: 'ok' }])) as never,
        versions: [{ component: 'zeebe', version: '8.10.9' }],
        inProcess: answers,
        ...over,
      }),
    );

  it('stops nothing without Optimize, and says what it will ask the cluster for', () => {
    const plan = planned();
    expect(plan.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(plan.actions.map(({ step }) => step)).toEqual([
      'rehearse-restore',
      'enter-recovery',
      'delete-indices',
      'restore-webapps',
      'restore-records',
      'restore-partitions',
      'check-restored',
      'leave-recovery',
    ]);
    const details = Object.fromEntries(plan.actions.map(({ step, details: each }) => [step, each.join()]));
    expect(details['enter-recovery']).toMatch(/mode=RECOVERING.*dryRun=true.*must pass/);
    expect(details['restore-partitions']).toContain(`POST /v2/restore {"backupIds":[${ID}]}`);
    expect(details['restore-webapps']).toBe(history);
  });

  it('has the same hash however the cluster answers, and is not runnable where it refuses', () => {
    const refused = planned({ inProcess: { ...answers, dryRun: { kind: 'refused', message: 'No.' } } });
    expect(refused.hash).toBe(planned().hash);
    expect([isRunnable(planned()), isRunnable(refused)]).toEqual([true, false]);
  });
});
