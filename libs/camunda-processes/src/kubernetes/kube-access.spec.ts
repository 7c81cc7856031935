import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KubeError } from '../../../../test/support/kubernetes/kube-objects.ts';
import type { ControlAction } from '../camunda-control.port.ts';
import type { KubernetesConfig } from '../control-config.ts';
import { failureOf, KubeWorld } from './kube-world.spec-support.ts';

jest.setTimeout(60_000);

const stop: ControlAction = { kind: 'stop', brokers: 2 };

let world: KubeWorld;
beforeEach(async () => {
  world = await KubeWorld.start();
});
afterEach(() => world.close());

describe('what a Kubernetes cluster answers', () => {
  const look = (requestTimeoutMs = 10_000) => world.open({}, { requestTimeoutMs }).look(stop, 'a');

  it.each([
    [429, 'slow down', { code: 'unavailable', retryable: true }, 'Check the health of the API server.'],
    [503, 'shutting down', { code: 'unavailable', retryable: true }, 'Check the health of the API server.'],
    [422, 'no such field', { code: 'refused', retryable: false }, 'Repeating it will not help'],
  ])('is HTTP %i: %s', async (status, answer, verdict, remedy) => {
    world.kube.intervene(() => {
      throw new KubeError(status, 'Reason', answer);
    });
    const failure = await failureOf(look());
    expect(failure).toMatchObject({ ...verdict, status, answer });
    expect(failure.message).toContain(`HTTP ${status}: ${answer}. ${remedy}`);
  });

  it('says which right is missing', async () => {
    world.kube.forbid('get configmaps');
    const failure = await failureOf(look());
    expect(failure).toMatchObject({ code: 'refused', retryable: false, status: 403 });
    expect(failure.message).toMatch(/cannot get resource "configmaps".*Role and a RoleBinding/);
  });

  it('does not repeat a token that is not taken', async () => {
    world.writeKubeconfig(world.kube.kubeconfig('s3cret-token'));
    const failure = await failureOf(look());
    expect(failure).toMatchObject({ code: 'refused', retryable: false, status: 401 });
    expect(failure.message).toMatch(/Check the credentials in the kubeconfig/);
    expect(JSON.stringify(failure)).not.toContain('s3cret');
  });

  /** In the place of the API server. */
  async function answering(listener: RequestListener, then: () => Promise<void>): Promise<void> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    world.writeKubeconfig(world.kube.kubeconfig().replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${port}`));
    try {
      await then();
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  it.each<[string, RequestListener]>([
    ['nothing', () => undefined],
    [
      'headers and then nothing',
      (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders(),
    ],
    [
      'half an answer',
      (_, response) =>
        response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy()),
    ],
    [
      'something that is no JSON',
      (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('<html>'),
    ],
  ])('is %s', async (_, listener) => {
    await answering(listener, async () => {
      expect(await failureOf(look(300))).toMatchObject({ code: 'unreachable', retryable: true });
    });
  });

  it('is the page of a proxy', async () => {
    const page: RequestListener = (_, response) =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>');
    await answering(page, async () => {
      expect(await failureOf(look())).toMatchObject({ code: 'unavailable', retryable: true, status: 502 });
    });
  });

  it('is a refused connection', async () => {
    await answering(
      () => undefined,
      () => Promise.resolve(),
    );
    const failure = await failureOf(look());
    expect(failure).toMatchObject({ code: 'unreachable', retryable: true });
    expect(failure.message).toMatch(/no whole answer \(ECONNREFUSED\)/);
  });

  it('cannot be asked without a kubeconfig, and can as soon as there is one', async () => {
    const config: Partial<KubernetesConfig> = { kubeconfig: join(world.directory, 'later') };
    const control = world.open(config);
    const failure = await failureOf(control.look(stop, 'a'));
    expect(failure).toMatchObject({ code: 'refused', retryable: false });
    expect(failure.message).toMatch(/later cannot be used \(ENOENT.*Correct restore\.kubernetes\.kubeconfig/);
    world.writeKubeconfig('{}');
    expect((await failureOf(world.open().look(stop, 'a'))).code).toBe('refused');
    world.writeKubeconfig(world.kube.kubeconfig());
    expect(await world.open().look(stop, 'a')).toMatchObject({ state: 'absent' });
  });

  it('cannot be asked from outside without a kubeconfig', async () => {
    const before = process.env['KUBERNETES_SERVICE_HOST'];
    delete process.env['KUBERNETES_SERVICE_HOST'];
    const failure = await failureOf(world.open({ kubeconfig: undefined }).look(stop, 'a'));
    if (before !== undefined) process.env['KUBERNETES_SERVICE_HOST'] = before;
    expect(failure).toMatchObject({ code: 'refused', retryable: false });
    expect(failure.message).toMatch(
      /does not run inside a Kubernetes cluster\. Point restore\.kubernetes\.kubeconfig/,
    );
  });
});

describe('KubernetesControl.check', () => {
  const problems = async (config: Partial<KubernetesConfig> = {}, brokers = 2) =>
    (await world.open(config).check(brokers)).filter(({ ok }) => !ok);

  it('changes nothing', async () => {
    const before = world.kube.store.resourceVersion;
    expect(await problems()).toEqual([]);
    expect(world.kube.store.resourceVersion).toBe(before);
    expect(world.kube.effects).toEqual([]);
  });

  it('is content while everything is stopped', async () => {
    await world.stop();
    expect(await problems()).toEqual([]);
  });

  it('names every right that is missing', async () => {
    world.kube.forbid('delete persistentvolumeclaims', 'create jobs', 'get pods/log');
    expect(await problems()).toEqual([
      {
        ok: false,
        message:
          'Holdfast may not do in namespace "camunda": create jobs.batch, delete persistentvolumeclaims, get pods/log.',
        remedy: 'Give its account these rights with a Role and a RoleBinding in that namespace.',
      },
    ]);
  });

  it('names everything that is not there or not as it must be, at once', async () => {
    const found = await problems(
      {
        brokers: { statefulSet: 'camunda-zeebe', container: 'broker' },
        workloads: [
          { kind: 'Deployment', name: 'no-such' },
          { kind: 'StatefulSet', name: 'camunda-operate' },
        ],
      },
      3,
    );
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringContaining(
        'has the containers zeebe, and restore.kubernetes.brokers.container is broker.',
      ),
      'StatefulSet "camunda-zeebe" has 2 replicas, and the cluster has 3 brokers.',
      'There is no Deployment "no-such" in namespace "camunda".',
      'There is no StatefulSet "camunda-operate" in namespace "camunda".',
    ]);
    expect(found.map(({ remedy }) => remedy)).toEqual([
      'Set it to the one that runs the broker.',
      expect.stringContaining('Set restore.kubernetes.brokers.statefulSet'),
      'Correct restore.kubernetes, or deploy it.',
      'Correct restore.kubernetes, or deploy it.',
    ]);
  });

  it('says that the brokers are not there, or nothing can be asked', async () => {
    const [missing] = await problems({ brokers: { statefulSet: 'zeebe' } });
    expect(missing).toMatchObject({ message: 'There is no StatefulSet "zeebe" in namespace "camunda".' });
    const [nothing, ...more] = await problems({ kubeconfig: '/no/such/file' });
    expect(more).toEqual([]);
    expect(nothing).toMatchObject({ remedy: 'Correct restore.kubernetes.kubeconfig.' });
  });
});
