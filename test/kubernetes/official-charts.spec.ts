import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findAddresses, type ControlAction } from '#camunda-processes';
import { generationNamed, ZEEBE_PROGRAM } from '#domain';
import { CamundaNamespace } from '../support/control-plane/camunda-namespace.ts';
import { withValues, type Helm } from '../support/control-plane/chart.ts';
import { ControlPlane, KWOK_NODE } from '../support/control-plane/control-plane.ts';
import { HandKubelet } from '../support/control-plane/hand-kubelet.ts';
import { until } from '../support/until.ts';
import { addVolumes } from '../support/control-plane/volumes.ts';

/*
 * Camunda's own charts on a real API server, without their images: a pod is ready, and a Job succeeds, because kwok says so.
 * HOLDFAST_CAMUNDA_CHARTS is a folder of your own that has them unpacked, with the charts that they name as file://.
 */
const CHARTS = process.env['HOLDFAST_CAMUNDA_CHARTS'];

const off = { enabled: false };
const common = {
  ...{ identity: off, connectors: off, optimize: off },
  global: { identity: { auth: off } },
};
const subCharts = {
  ...{ elasticsearch: off, identityPostgresql: off, identityKeycloak: off, webModeler: off },
  ...{ webModelerPostgresql: off, console: off },
};
const engine = { enabled: true, external: true, url: { protocol: 'http', host: 'es', port: 9200 } };
const size = { clusterSize: '2', partitionCount: '2', replicationFactor: '1', pvcSize: '1Gi' };
const url = 'http://es:9200';

interface Version {
  minor: string;
  helm: Helm;
  values: Record<string, unknown>;
  container: string;
  nodeId: string;
  workloads: string[];
  program: typeof ZEEBE_PROGRAM;
}

const orchestrated = {
  container: 'orchestration',
  nodeId: 'VALUES_ORCHESTRATION_NODE_ID',
  workloads: [] as string[],
  program: generationNamed('8.8')!.restoreProgram,
};

const VERSIONS: Version[] = [
  {
    ...{ minor: '8.7', helm: 'helm3', container: 'zeebe', nodeId: 'ZEEBE_BROKER_CLUSTER_NODEID' },
    workloads: ['camunda-zeebe-gateway', 'camunda-operate', 'camunda-tasklist'],
    program: ZEEBE_PROGRAM,
    values: { ...common, ...subCharts, global: { ...common.global, elasticsearch: engine }, zeebe: size },
  },
  ...['8.8', '8.9'].map((minor): Version => ({
    ...{ minor, helm: 'helm3', ...orchestrated },
    values: {
      ...{ ...common, ...subCharts, global: { ...common.global, elasticsearch: engine } },
      orchestration: size,
    },
  })),
  {
    ...{ minor: '8.10', helm: 'helm4', ...orchestrated },
    values: {
      ...common,
      orchestration: {
        ...size,
        data: { secondaryStorage: { type: 'elasticsearch', elasticsearch: { enabled: true, url } } },
      },
    },
  },
];

let plane: ControlPlane;
let charts: string;
beforeAll(async () => {
  if (CHARTS === undefined) return;
  charts = mkdtempSync(join(tmpdir(), 'holdfast-charts-'));
  cpSync(CHARTS, charts, { recursive: true });
  plane = await ControlPlane.start({ kwok: true });
  for (const name of ['node-1', 'node-2', 'node-3']) await HandKubelet.addNode(plane.admin, name, KWOK_NODE);
  await addVolumes(plane.admin, 40);
});
afterAll(async () => {
  if (CHARTS === undefined) return;
  await plane.close();
  rmSync(charts, { recursive: true });
});

(CHARTS === undefined ? describe.skip : describe)("Camunda's charts on a real API server", () => {
  it.each(VERSIONS)('$minor is found, checked, stopped, emptied, restored and started', async (version) => {
    const { minor, helm, values, container, nodeId, workloads, program } = version;
    const chart = join(charts, `camunda-platform-${minor}`);
    expect(existsSync(chart)).toBe(true);
    const world = await CamundaNamespace.create(plane, `camunda-${minor.replace('.', '-')}`, []);
    if (!existsSync(join(chart, 'charts'))) await plane.run(helm, ['dependency', 'update', chart]);
    const installing = ['-n', world.name, '--wait', '--timeout', '180s'];
    await withValues(values, (path) =>
      plane.run(helm, ['install', 'camunda', chart, '--values', path, ...installing]),
    );

    const { namespace } = world.config;
    const found = await findAddresses({ namespace, kubeconfig: plane.adminKubeconfig });
    expect(found.management).toBe(`http://camunda-zeebe-gateway.${namespace}.svc:9600`);
    expect(found.brokers).toEqual(
      [0, 1].map((id) => `http://camunda-zeebe-${id}.camunda-zeebe.${namespace}.svc:9600`),
    );
    if (minor === '8.7') expect(found.apps['operate']).toBe(`http://camunda-operate.${namespace}.svc:9600`);

    const config = {
      brokers: { statefulSet: 'camunda-zeebe' },
      workloads: workloads.map((name) => ({ kind: 'Deployment' as const, name })),
    };
    const open = () => world.open(config, { program });
    expect((await open().check(2)).filter(({ ok }) => !ok)).toEqual([]);

    const act = async (action: ControlAction, key: string): Promise<void> => {
      await open().begin(action, key);
      await until(`${action.kind} is done`, async () => (await open().look(action, key)).state === 'done');
    };
    await act({ kind: 'stop', brokers: 2 }, 'stop');
    expect(await world.names('Pod')).toEqual([]);
    for (const broker of [0, 1]) {
      await act({ kind: 'wipe-broker', brokers: 2, broker }, `wipe-${broker}`);
      await act({ kind: 'restore-broker', brokers: 2, broker, backupId: 1_764_000_000 }, `restore-${broker}`);
    }
    const jobs = await world.list<{
      spec: {
        template: { spec: { containers: { name: string; env: { name: string; value?: string }[] }[] } };
      };
    }>('Job');
    const ran = jobs.map(({ spec }) => spec.template.spec.containers[0]!);
    expect(ran.map(({ name }) => name)).toEqual([container, container]);
    const valueOf = (variable: string) =>
      ran.map(({ env }) => env.find(({ name }) => name === variable)?.value);
    expect(valueOf(nodeId).sort()).toEqual(['0', '1']);
    expect(valueOf('ZEEBE_RESTORE_FROM_BACKUP_ID')).toEqual(['1764000000', '1764000000']);
    await act({ kind: 'start', brokers: 2 }, 'start');
    const { body } = await world.get('StatefulSet', 'camunda-zeebe');
    expect(body['status']).toMatchObject({ readyReplicas: 2 });
  });
});
