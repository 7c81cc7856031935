import { describe, expect, it } from '@jest/globals';
import { ZEEBE_PROGRAM } from '#domain';
import type { ControlConfig } from './control-config.ts';
import { createCamundaControl } from './create-control.ts';
import { InMemoryConfirmations } from './manual/confirmations.fake.ts';

const sections = {
  timeout: 1000,
  commands: {
    stop: 'stop-it',
    start: 'a',
    wipeBroker: 'a',
    restoreBroker: 'a',
    directory: '/no/such/directory',
  },
  kubernetes: {
    namespace: 'camunda',
    kubeconfig: '/no/such/file',
    brokers: { statefulSet: 'zeebe' },
    workloads: [{ kind: 'Deployment', name: 'operate' }],
  },
} as const;

describe('createCamundaControl', () => {
  it.each([
    ['commands', 'Run `stop-it` with HOLDFAST_ACTION=stop HOLDFAST_CLUSTER=prod'],
    ['kubernetes', 'Scale to 0 in namespace camunda: StatefulSet "zeebe", Deployment "operate"'],
    ['manual', 'Stop every process of Camunda in cluster prod'],
  ] as const)('makes the adapter that is chosen, and touches nothing: %s', (control, described) => {
    const config: ControlConfig = { ...sections, control };
    const confirmations = new InMemoryConfirmations();
    const made = createCamundaControl(config, {
      ...{ cluster: 'prod', program: ZEEBE_PROGRAM },
      ...{ confirmations, environment: {} },
    });
    expect(made.adapter).toBe(control);
    expect(made.describe({ kind: 'stop', brokers: 1 })).toContain(described);
  });
});
