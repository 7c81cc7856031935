import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CHART,
  EXAMPLES,
  example,
  first,
  HELMS,
  manifestsOf,
  render,
  withValues,
} from '../support/control-plane/chart.ts';
import { ControlPlane, KWOK_NODE } from '../support/control-plane/control-plane.ts';
import { HandKubelet } from '../support/control-plane/hand-kubelet.ts';
import { until } from '../support/until.ts';
import { definitionPath } from '../support/control-plane/programs.ts';
import { addVolumes } from '../support/control-plane/volumes.ts';

let plane: ControlPlane;
beforeAll(async () => {
  plane = await ControlPlane.start({ kwok: true });
  await HandKubelet.addNode(plane.admin, 'node-1', KWOK_NODE);
  await HandKubelet.addNode(plane.admin, 'node-2', KWOK_NODE);
  await addVolumes(plane.admin, 10);
  for (const definition of ['servicemonitors', 'prometheusrules'])
    await plane.run('kubectl', ['create', '-f', definitionPath(definition)]);
  await plane.run('kubectl', ['create', 'namespace', 'camunda']);
});
afterAll(() => plane.close());

/** A namespace that lets in only pods that ask for no privilege at all. */
async function restrictedNamespace(name: string): Promise<void> {
  await plane.run('kubectl', ['create', 'namespace', name]);
  await plane.run('kubectl', ['label', 'namespace', name, 'pod-security.kubernetes.io/enforce=restricted']);
}

describe.each(HELMS)('the chart with %s', (helm) => {
  it('passes the linter', async () => {
    const said = await plane.run(helm, ['lint', CHART, '--strict', '--values', example('first')]);
    expect(said).toContain('0 chart(s) failed');
  });

  it.each(EXAMPLES)('makes of %s.yaml what the API server accepts, with no unknown field', async (name) => {
    const namespace = `dry-${helm}-${name}`;
    await restrictedNamespace(namespace);
    const rendered = await render(example(name), { helm, namespace });
    const words = ['apply', '--dry-run=server', '--validate=strict', '-f', '-'];
    const said = await plane.run('kubectl', words, rendered);
    expect(said.trim().split('\n')).toHaveLength(manifestsOf(rendered).length);
    expect(said).not.toContain('Warning');
  });

  it('is installed, upgraded, rolled back and removed', async () => {
    const [release, namespace] = ['backups', `install-${helm}`];
    await restrictedNamespace(namespace);
    await plane.run('kubectl', [
      '-n',
      namespace,
      'create',
      'secret',
      'generic',
      'holdfast-redis',
      '--from-literal=password=0123456789abcdef',
    ]);
    const here = ['-n', namespace];
    const waiting = [...here, '--wait', '--timeout', '120s'];
    const act = (verb: string, values: Record<string, unknown>) =>
      withValues(values, (path) => plane.run(helm, [verb, release, CHART, '--values', path, ...waiting]));
    const pods = async () => {
      const words = ['-n', namespace, 'get', 'pods', '-o', 'json'];
      const { items } = JSON.parse(await plane.run('kubectl', words)) as {
        items: {
          metadata: { name: string; deletionTimestamp?: string };
          status: { conditions?: { type: string; status: string }[] };
        }[];
      };
      return items
        .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
        .map(({ metadata, status }) => ({
          name: metadata.name,
          ready: status.conditions?.some((each) => each.type === 'Ready' && each.status === 'True') ?? false,
        }));
    };
    const names = async () => (await pods()).map(({ name }) => name).sort();
    // Two coordinators, the workers of 8.8 without Optimize, and Redis.
    const parts = ['coordinator', 'coordinator', 'redis', 'worker-records', 'worker-webapps', 'worker-zeebe'];
    const partOf = (name: string) => /^backups-holdfast-(redis|coordinator|worker-[a-z]+)/.exec(name)?.[1];

    await act('install', first());
    const installed = await pods();
    expect(installed.map(({ name }) => partOf(name)).sort()).toEqual(parts);
    expect(installed.filter(({ ready }) => !ready)).toEqual([]);
    const before = await names();

    const { config } = first() as { config: { clusters: object[] } };
    const clusters = config.clusters.map((cluster) => ({ ...cluster, pauseBudget: '45m' }));
    await act('upgrade', first({ config: { ...config, clusters } }));
    // Running processes take that up by themselves.
    expect(await names()).toEqual(before);
    await act('upgrade', first({ config: { ...config, clusters, lock: { lease: '40s' } } }));
    await until('every pod but that of Redis is another one', async () => {
      const now = await names();
      return (
        now.length === parts.length &&
        now.filter((name) => before.includes(name)).every((name) => partOf(name) === 'redis')
      );
    });
    expect((await pods()).filter(({ ready }) => !ready)).toEqual([]);
    const secret = async () => {
      const words = [
        '-n',
        namespace,
        'get',
        'secret',
        'backups-holdfast-config',
        '-o',
        'jsonpath={.data.holdfast\\.yaml}',
      ];
      return Buffer.from(await plane.run('kubectl', words), 'base64').toString();
    };
    expect(await secret()).toContain('pauseBudget: 45m');

    await plane.run(helm, ['rollback', release, '1', '-n', namespace, '--wait', '--timeout', '120s']);
    expect(await secret()).toContain('pauseBudget: 30m');
    const history = await plane.run(helm, ['history', release, '-n', namespace, '-o', 'json']);
    expect((JSON.parse(history) as { status: string }[]).map(({ status }) => status)).toEqual([
      'superseded',
      'superseded',
      'superseded',
      'deployed',
    ]);

    await plane.run(helm, ['uninstall', release, '-n', namespace, '--wait', '--timeout', '120s']);
    await until('everything is gone', async () => (await names()).length === 0);
    const left = await plane.run('kubectl', [
      '-n',
      namespace,
      'get',
      'deploy,sts,svc,cronjob,sa,role,pvc,secret',
      '-o',
      'name',
    ]);
    // What a person made, and the data of Redis, stay.
    expect(left.trim().split('\n').sort()).toEqual([
      'persistentvolumeclaim/data-backups-holdfast-redis-0',
      'secret/holdfast-redis',
      'serviceaccount/default',
    ]);
  });
});
