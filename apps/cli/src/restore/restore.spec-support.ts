import type { Restore } from '#contracts';

const HASH = 'ab'.repeat(32);

/** A plan that can be run. */
export function aPlan(over: Partial<Restore['plan']> = {}, runnable = true): Restore {
  return {
    ...{
      restoreId: 1795820317,
      cluster: 'prod',
      backupId: 1795820305,
      runnable,
      run: null,
      waitingFor: null,
    },
    plan: {
      ...{ backupId: 1795820305, version: '8.6.0', partitions: 2, brokers: 1, repository: 'camunda' },
      ...{
        control: 'manual',
        allowed: ['operate-*'],
        rehearsal: null,
        seeds: [],
        documents: null,
      },
      snapshots: [
        { snapshot: 's', uuid: null, component: 'operate', indices: ['operate-x'], sizeBytes: 2000 },
      ],
      deletes: [{ index: 'operate-x', docs: 3, sizeBytes: 1000 }],
      actions: [
        { step: 'stop-camunda', component: 'camunda', does: 'stop every process', details: ['by hand'] },
        {
          ...{ step: 'delete-indices', component: 'records', does: 'delete indices' },
          details: Array.from({ length: 10 }, (_, index) => `operate-${index}`),
        },
      ],
      origin: null,
      losses: ['everything that happened after noon'],
      warnings: ['Zeebe is stopped.'],
      checks: [
        { name: 'set-usable', component: 'coordinator', ok: true, message: 'fine', remedy: null },
        ...(runnable
          ? []
          : [
              {
                name: 'version',
                component: 'camunda' as const,
                ok: false,
                message: 'is 8.5',
                remedy: 'Install 8.6.0.',
              },
            ]),
      ],
      ...{ createdAt: '2026-01-01T12:00:00.000Z', hash: HASH },
      ...over,
    },
  };
}
