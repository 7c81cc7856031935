import { setTimeout as sleep } from 'node:timers/promises';
import { describe } from '@jest/globals';
import { createCamundaClients } from '#camunda';
import { SimulatedCamunda } from '../support/simulated-camunda.ts';
import {
  backupApiContract,
  ID,
  type BackupSituation,
  type BackupSubject,
} from '../../libs/camunda/src/contract/backup-api.contract.ts';
import {
  exportingApiContract,
  type ExportingSubject,
} from '../../libs/camunda/src/contract/exporting-api.contract.ts';
import type { BackupApi } from '#camunda';
import type { BackedUp, GenerationName, PauseKind, WebApp } from '#domain';
import type { FaultInput } from '../../apps/simulator/src/index.ts';

/** What the simulator cannot be: a store that does not answer is a text, and the texts are in the scripted contract. */
const NOT_SIMULATED = ['storeDown'] as const satisfies BackupSituation[];

const FAULTS: Partial<Record<BackupSituation, (component: BackedUp) => FaultInput[]>> = {
  busy: (component) => (component === 'zeebe' ? [{ kind: 'scalingInProgress' }] : []),
  failed: (component) => [failing(component, 'FAILED')],
  partial: (component) => (component === 'zeebe' ? [] : [failing(component, 'PARTIAL')]),
};

function failing(component: BackedUp, state: 'FAILED' | 'PARTIAL'): FaultInput {
  return component === 'zeebe'
    ? { kind: 'zeebePartitionFails', partitionId: 2 }
    : { kind: 'webAppPartFails', component, part: 2, state };
}

/** Takes backup ID, and waits until it does not change further. */
async function take(api: BackupApi): Promise<void> {
  await api.trigger(ID);
  for (;;) {
    const { state } = await api.look(ID, {});
    if (state === 'completed' || state === 'failed') return;
    await sleep(10);
  }
}

function backupsOf(version: string, generation: GenerationName, component: BackedUp): BackupSubject {
  const isWebApp = component !== 'zeebe';
  // Optimize does not look for another backup; Zeebe is only scaled in the simulated 8.8 and 8.9.
  const isNeverBusy = component === 'optimize' || (!isWebApp && !version.startsWith('8.9'));
  return {
    partitions: isWebApp ? null : 2,
    without: [...NOT_SIMULATED, ...(isNeverBusy ? (['busy'] as const) : [])],
    connect: async (situation) => {
      const camunda = await SimulatedCamunda.start(version, {
        faults: FAULTS[situation]?.(component) ?? [],
        withoutStore: situation === 'noStore',
        slow: situation === 'busy' || situation === 'endless',
      });
      const api = createCamundaClients({ generation, ...camunda.endpoints }).backups[component];
      if (!api) throw new Error(`${version} has no ${component}`);
      if (['taken', 'deletable', 'failed', 'partial', 'broken'].includes(situation)) await take(api);
      if (situation === 'busy' && isWebApp) await api.trigger(ID);
      if (situation === 'partial' && !isWebApp)
        await camunda.act({ action: 'losePartitionBackup', backupId: ID, partitionId: 2 });
      if (situation === 'broken') await camunda.spoil({ kind: 'malformedJson', component, path: 'backup' });
      if (situation === 'down') await camunda.close();
      camunda.forget();
      return { api, asked: () => camunda.asked, close: () => camunda.close() };
    },
  };
}

interface Pausing {
  version: string;
  generation: GenerationName;
  kind: PauseKind;
  never?: PauseKind;
  /** Whether the HTTP status is the real one. */
  real: boolean;
  tenants?: string[];
}

/** Every way in which the cluster as a whole can be asked refuses. */
function refusals({ real, generation }: Pausing): FaultInput[] {
  const status = { kind: 'status', status: 500, body: { message: 'no' } } as const;
  return [
    real ? { ...status, component: 'zeebe', path: '^/actuator/exporting/' } : { kind: 'envelopeFailure' },
    ...(generation === '8.10' ? [{ ...status, component: 'rest', path: '^/v2/exporting/' }] : []),
  ];
}

function exportingOf(pausing: Pausing): ExportingSubject {
  const { version, generation, kind, never, real, tenants } = pausing;
  // 8.10 keeps the pause in the configuration of the cluster.
  const brokersResume = !version.startsWith('8.10');
  return {
    ...{ kind, brokersResume, ...(never && { never }) },
    // By the REST API one of them is meant.
    ...(tenants && { tenants: { names: tenants, meant: generation === '8.10' ? 1 : tenants.length } }),
    connect: async (situation) => {
      const camunda = await SimulatedCamunda.start(version, {
        faults: [
          ...(situation === 'refusing' ? refusals(pausing) : []),
          ...(situation === 'broken'
            ? [{ kind: 'malformedJson', component: 'zeebe', path: '^/actuator/partitions' } as const]
            : []),
        ],
        zeebe: {
          ...{ exportingCodes: real ? 'real' : 'envelope', brokerExporting: situation === 'halfway' },
          // A change that waits for a broker that is down.
          ...(situation === 'brokerDown' && { changeTimeoutMs: 200 }),
        },
        ...(tenants && { cluster: { tenants } }),
      });
      if (['refusing', 'brokerDown', 'halfway'].includes(situation))
        await camunda.act({ action: 'pauseExporting', soft: kind === 'soft' });
      if (situation === 'halfway')
        await fetch(`${camunda.endpoints.zeebe.brokers[0] ?? ''}/actuator/partitions/resumeExporting`, {
          method: 'POST',
        });
      if (situation === 'brokerDown') await camunda.act({ action: 'stop', component: 'broker-1' });
      if (situation === 'down') await camunda.close();
      camunda.forget();
      const clients = createCamundaClients({ generation, ...camunda.endpoints });
      return { clients, asked: () => camunda.asked, close: () => camunda.close() };
    },
  };
}

const SEPARATE = ['zeebe', 'operate', 'tasklist', 'optimize'] as const;
const UNIFIED = ['zeebe', 'webapps', 'optimize'] as const;
const of = (version: string, generation: GenerationName, components: readonly (WebApp | 'zeebe')[]) =>
  components.map((component) => [version, component, generation] as const);

describe.each([
  ...of('8.1.9', '8.1', SEPARATE),
  ...of('8.3.11', '8.2', SEPARATE),
  ...of('8.6.0', '8.4', SEPARATE),
  ...of('8.9.21', '8.8', UNIFIED),
  ...of('8.10.9', '8.8', UNIFIED),
  ...of('8.10.9', '8.10', UNIFIED),
])('the backups of a simulated %s, %s, asked as %s', (version, component, generation) => {
  backupApiContract(backupsOf(version, generation, component));
});

describe.each<Pausing>([
  { version: '8.1.9', generation: '8.1', kind: 'hard', never: 'soft', real: true },
  { version: '8.2.26', generation: '8.2', kind: 'hard', real: true },
  { version: '8.3.11', generation: '8.2', kind: 'soft', real: false },
  { version: '8.6.0', generation: '8.4', kind: 'soft', real: false },
  { version: '8.9.21', generation: '8.8', kind: 'soft', never: 'hard', real: false },
  { version: '8.10.9', generation: '8.8', kind: 'soft', never: 'hard', real: false },
  { version: '8.10.9', generation: '8.8', kind: 'soft', never: 'hard', real: true },
  {
    ...{ version: '8.10.9', generation: '8.8', kind: 'soft', never: 'hard', real: true },
    tenants: ['default', 'sales'],
  },
  { version: '8.10.9', generation: '8.10', kind: 'soft', never: 'hard', real: true },
  {
    ...{ version: '8.10.9', generation: '8.10', kind: 'soft', never: 'hard', real: true },
    tenants: ['default', 'sales'],
  },
])(
  'the exporting of a simulated $version, asked as $generation (real: $real, tenants: $tenants)',
  (pausing) => {
    exportingApiContract(exportingOf(pausing));
  },
);
