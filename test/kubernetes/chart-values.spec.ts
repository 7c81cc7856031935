import { describe, expect, it } from '@jest/globals';
import { first, HELMS, render, withValues } from '../support/control-plane/chart.ts';

describe('values that cannot be right', () => {
  const tokens = [{ name: 'ops', hash: `sha256:${'0'.repeat(64)}`, role: 'admin' }];
  const config = (over: Record<string, unknown>) => ({ ...(first()['config'] as object), ...over });
  const [cluster] = (first()['config'] as { clusters: Record<string, unknown>[] }).clusters;
  const commands = { control: 'commands', commands: {} };

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['no registry', { image: {} }, /registry/],
    ['a registry with a scheme', { image: { registry: 'https://registry.example.com' } }, /registry/],
    ['a digest that is none', { image: { registry: 'r', digests: { coordinator: 'latest' } } }, /digests/],
    ['an unknown key', { replicas: 2 }, /replicas/],
    ['a key in the wrong place', { coordinator: { replica: 2 } }, /replica/],
    ['no coordinator', { coordinator: { replicas: 0 } }, /replicas/],
    ['a number as text', { workers: { replicas: 'two' } }, /replicas/],
    ['a worker that does not exist', { workers: { enabled: { zebee: true } } }, /zebee/],
    ['a schedule with three fields', { ensureRunning: { schedule: '* * *' } }, /schedule/],
    [
      'a memory limit without a unit of memory',
      { workers: { resources: { limits: { memory: 'much' } } } },
      /memory/,
    ],
    ['an ingress without a host', { coordinator: { ingress: { enabled: true } } }, /host/],
    ['no configuration', { config: {} }, /config: is empty/],
    [
      'two configurations',
      { existingConfigSecret: 'mine' },
      /existingConfigSecret: must not stand next to config/,
    ],
    ['no cluster', { config: { access: { tokens } } }, /config\.clusters: must name at least one/],
    ['no login', { config: { clusters: [cluster] } }, /config\.access: is missing.*holdfast token create/],
    [
      'an address of its own',
      { config: config({ http: { host: '127.0.0.1' } }) },
      /config\.http: host and port are given by the chart/,
    ],
    [
      'two Redis',
      { config: config({ redis: { url: 'redis://r' } }) },
      /config\.redis: must not stand next to redis\.bundled/,
    ],
    ['no Redis', { redis: { bundled: { enabled: false } } }, /config\.redis: is missing/],
    [
      'a bundled Redis without a password',
      { redis: {} },
      /redis\.passwordSecret\.name: is missing; make one with/,
    ],
    [
      'one volume for two coordinators',
      { coordinator: { persistence: { enabled: true } } },
      /coordinator\.persistence\.enabled: one volume serves one pod/,
    ],
    [
      'commands with two coordinators',
      { config: config({ clusters: [{ ...cluster, restore: commands }] }) },
      /coordinator\.replicas: must be 1/,
    ],
    [
      'commands whose state dies with the pod',
      { config: config({ clusters: [{ ...cluster, restore: commands }] }), coordinator: { replicas: 1 } },
      /coordinator\.persistence\.enabled: must be true/,
    ],
    [
      'metrics that cannot be read',
      { metrics: { serviceMonitor: { enabled: true } } },
      /metrics\.serviceMonitor\.tokenSecret\.name: is missing/,
    ],
  ])('%s', async (_, over, message) => {
    await withValues(first(over), async (path) => {
      for (const helm of HELMS) {
        const said = await render(path, { helm }).then(
          () => 'it was taken',
          (error: Error) => error.message,
        );
        expect(said).toMatch(message);
      }
    });
  });
});
