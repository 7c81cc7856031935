import type { CoreV1Api, KubeConfig, KubernetesObjectApi } from '@kubernetes/client-node';
import type { Permit } from '#http';
import { StepFailure } from '#domain';
import { boundedHttp } from './bounded-http.ts';
import { causeOf } from './kube-failure.ts';

export interface KubeConnectionOptions {
  /** Path of a kubeconfig, whose current context is used; left out, that of the pod Holdfast runs in. */
  kubeconfig?: string | undefined;
  /** For one whole request (ms). */
  timeoutMs: number;
  /** Asked in the tick in which each request leaves. */
  permit?: Permit | undefined;
}

export interface KubeConnection {
  client: typeof import('@kubernetes/client-node');
  objects: KubernetesObjectApi;
  core: CoreV1Api;
}

/**
 * The client takes a quarter of a second and 90 MB to load, so only those who use it load it.
 * @throws StepFailure refused (permanent): there is no usable kubeconfig
 */
export async function connect({
  kubeconfig,
  timeoutMs,
  permit,
}: KubeConnectionOptions): Promise<KubeConnection> {
  const client = await import('@kubernetes/client-node');
  const config = read(new client.KubeConfig(), kubeconfig);
  const server = config.getCurrentCluster()?.server;
  if (server === undefined || config.getCurrentUser() === null) {
    const which = `the kubeconfig ${kubeconfig ?? 'of the pod'}`;
    throw StepFailure.permanent(
      'refused',
      `The current context of ${which} does not name a cluster and a user.`,
      {
        remedy: 'Set its current-context.',
      },
    );
  }
  const configuration = client.createConfiguration({
    baseServer: new client.ServerConfiguration(server, {}),
    authMethods: { default: config },
    httpApi: boundedHttp({ client, config, permit }),
    promiseMiddleware: [
      {
        pre: (request) => {
          permit?.();
          request.setHeaderParam('User-Agent', 'holdfast');
          request.setSignal(AbortSignal.timeout(timeoutMs));
          return Promise.resolve(request);
        },
        post: (response) => Promise.resolve(response),
      },
    ],
  });
  return {
    client,
    objects: new client.KubernetesObjectApi(configuration),
    core: new client.CoreV1Api(configuration),
  };
}

function read(config: KubeConfig, path: string | undefined): KubeConfig {
  try {
    if (path === undefined) config.loadFromCluster();
    else config.loadFromFile(path);
  } catch (error) {
    const why = causeOf(error);
    throw StepFailure.permanent(
      'refused',
      `The kubeconfig ${path ?? 'of the pod'} cannot be used (${why}).`,
      {
        remedy: 'Correct restore.kubernetes.kubeconfig.',
      },
    );
  }
  // What the client makes of variables that are not set.
  if (path === undefined && config.getCurrentCluster()?.server.includes('undefined'))
    throw StepFailure.permanent('refused', 'Holdfast does not run inside a Kubernetes cluster.', {
      remedy: 'Point restore.kubernetes.kubeconfig to a kubeconfig.',
    });
  return config;
}
