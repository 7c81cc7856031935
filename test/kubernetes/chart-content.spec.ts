import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { parseConfig } from '#config';
import {
  EXAMPLES,
  example,
  manifestsOf,
  podSpecOf,
  render,
  ROLES,
  type Manifest,
} from '../support/control-plane/chart.ts';
import { ControlPlane } from '../support/control-plane/control-plane.ts';
import { until } from '../support/until.ts';
import { definitionPath } from '../support/control-plane/programs.ts';

let plane: ControlPlane;
beforeAll(async () => {
  plane = await ControlPlane.start();
  for (const definition of ['servicemonitors', 'prometheusrules'])
    await plane.run('kubectl', ['create', '-f', definitionPath(definition)]);
  for (const name of ['camunda', 'camunda-old']) await plane.run('kubectl', ['create', 'namespace', name]);
});
afterAll(() => plane.close());

describe('what the chart makes', () => {
  it.each(EXAMPLES)('is a configuration that Holdfast accepts: %s.yaml', async (name) => {
    const manifests = manifestsOf(await render(example(name)));
    const text = manifests.find(({ kind }) => kind === 'Secret')?.stringData?.['holdfast.yaml'] ?? '';
    const names = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, variable]) => variable!);
    const env = Object.fromEntries(
      names.map((variable) => [
        variable,
        variable === 'ALERTS_URL' ? 'https://alerts.example.com' : '0123456789abcdef',
      ]),
    );
    const config = parseConfig(text, env);
    expect(config.http).toMatchObject({ host: '0.0.0.0', port: 8080 });
    expect(config.clusters[0]?.name).toBe('prod');
  });

  it('gives the coordinator the documented rights in the namespaces that it restores, and no others', async () => {
    const manifests = manifestsOf(await render(example('production')));
    const documents = parseAllDocuments(readFileSync(ROLES, 'utf8'));
    const documented = documents.map((each) => each.toJS() as Manifest).find(({ kind }) => kind === 'Role');
    const roles = manifests.filter(({ kind }) => kind.startsWith('Role') || kind.startsWith('ClusterRole'));
    expect(roles.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}`)).toEqual([
      'Role camunda',
      'RoleBinding camunda',
    ]);
    expect(roles[0]?.rules).toEqual(documented?.rules);

    await plane.run('kubectl', ['create', 'namespace', 'holdfast']);
    await plane.run(
      'kubectl',
      ['apply', '-f', '-'],
      await render(example('production'), { namespace: 'holdfast' }),
    );
    const may = async (
      account: string,
      namespace: string,
      verb: string,
      resource: string,
    ): Promise<boolean> => {
      const words = [
        'auth',
        'can-i',
        verb,
        resource,
        '-n',
        namespace,
        `--as=system:serviceaccount:holdfast:${account}`,
      ];
      const said = await plane.run('kubectl', words).catch((error: Error) => error.message);
      return /(^|\n)yes\s*$/.test(said.trim());
    };
    await until('the binding is seen', () => may('holdfast-coordinator', 'camunda', 'patch', 'statefulsets'));
    expect({
      coordinator: await may('holdfast-coordinator', 'camunda', 'delete', 'persistentvolumeclaims'),
      inTheOther: await may('holdfast-coordinator', 'camunda-old', 'get', 'statefulsets'),
      secrets: await may('holdfast-coordinator', 'camunda', 'get', 'secrets'),
      ownSecrets: await may('holdfast-coordinator', 'holdfast', 'get', 'secrets'),
      worker: await may('holdfast-worker', 'camunda', 'get', 'statefulsets'),
    }).toEqual({ coordinator: true, inTheOther: false, secrets: false, ownSecrets: false, worker: false });
  });

  it.each([
    ['first', []],
    ['production', ['holdfast-coordinator']],
    ['openshift', ['holdfast-coordinator']],
  ])('mounts a token of the API server only where it is used: %s.yaml', async (name, expected) => {
    const mounting = manifestsOf(await render(example(name)))
      .filter(({ kind }) => ['Deployment', 'StatefulSet'].includes(kind))
      .filter(({ spec }) => podSpecOf(spec).automountServiceAccountToken !== false)
      .map(({ metadata }) => metadata.name);
    expect(mounting).toEqual(expected);
  });

  it('names no password and no token, but where they are', async () => {
    const rendered = await render(example('production'));
    expect(rendered).toContain('${ELASTICSEARCH_PASSWORD}');
    expect(rendered).toMatch(/secretKeyRef: \{ name: holdfast-redis, key: password \}/);
    const values = manifestsOf(rendered)
      .flatMap(({ spec }) => podSpecOf(spec).containers ?? [])
      .flatMap(({ env }) => env ?? []);
    const plain = values.filter(({ value }) => value !== undefined).map(({ name }) => name);
    expect([...new Set(plain)].sort()).toEqual([
      'HOLDFAST_CONFIG',
      'HOLDFAST_HEALTH_HOST',
      'HOLDFAST_HEALTH_PORT',
      'HOLDFAST_STATE',
    ]);
  });

  it('sets every user and group but on OpenShift, which gives its own', async () => {
    const users = (text: string) => [...text.matchAll(/(runAsUser|fsGroup): \d+/g)].length;
    expect(users(await render(example('first')))).toBeGreaterThan(5);
    expect(users(await render(example('openshift')))).toBe(0);
  });

  it('installs the workers that the clusters need', async () => {
    const workers = async (name: string) =>
      manifestsOf(await render(example(name)))
        .filter(({ kind, metadata }) => kind === 'Deployment' && metadata.name.includes('worker'))
        .map(({ metadata }) => metadata.name.replace('holdfast-worker-', ''))
        .sort();
    expect(await workers('first')).toEqual(['records', 'webapps', 'zeebe']);
    expect(await workers('production')).toEqual([
      'operate',
      'optimize',
      'records',
      'tasklist',
      'webapps',
      'zeebe',
    ]);
  });
});

describe('the last resort', () => {
  it('waits for a person without a schedule, and then lifts any pause at once', async () => {
    await plane.run('kubectl', ['create', 'namespace', 'last-resort']);
    await plane.run(
      'kubectl',
      ['apply', '-f', '-'],
      await render(example('first'), { namespace: 'last-resort' }),
    );
    const cron = JSON.parse(
      await plane.run('kubectl', [
        '-n',
        'last-resort',
        'get',
        'cronjob',
        'holdfast-ensure-running',
        '-o',
        'json',
      ]),
    ) as {
      spec: { suspend: boolean };
    };
    expect(cron.spec.suspend).toBe(true);
    await plane.run('kubectl', [
      '-n',
      'last-resort',
      'create',
      'job',
      '--from=cronjob/holdfast-ensure-running',
      'now',
    ]);
    const job = JSON.parse(
      await plane.run('kubectl', ['-n', 'last-resort', 'get', 'job', 'now', '-o', 'json']),
    ) as Manifest;
    const [container] = podSpecOf(job.spec).containers ?? [];
    expect(container?.args).toEqual(['exporting', 'ensure-running']);
    expect(container?.image).toBe('registry.example.com/platform/holdfast-cli:0.2.0');
  });

  it('with a schedule lifts only what has outlived a budget', async () => {
    const manifests = manifestsOf(await render(example('production')));
    const cron = manifests.find(({ kind }) => kind === 'CronJob');
    expect(cron?.spec).toMatchObject({
      suspend: false,
      schedule: '*/15 * * * *',
      concurrencyPolicy: 'Forbid',
    });
    const { spec } = (cron?.spec?.['jobTemplate'] ?? {}) as Manifest;
    expect(podSpecOf(spec).containers?.[0]?.args).toContain('--after-budget');
  });
});
