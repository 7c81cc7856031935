import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KubeApiServer } from '../../../../test/support/kubernetes/kube-api-server.ts';
import { brokerSet, service as eck, SERVICES } from '../../../../test/support/kubernetes/chart-objects.ts';
import { findAddresses } from './find-addresses.ts';

describe('findAddresses', () => {
  let kube: KubeApiServer;
  let directory: string;
  const find = (release?: string) =>
    findAddresses({ namespace: 'camunda', kubeconfig: join(directory, 'kubeconfig'), release });
  beforeEach(async () => {
    kube = await KubeApiServer.start();
    directory = mkdtempSync(join(tmpdir(), 'holdfast-find-'));
    writeFileSync(join(directory, 'kubeconfig'), kube.kubeconfig());
  });
  afterEach(async () => {
    rmSync(directory, { recursive: true });
    await kube.close();
  });

  it('finds every component of a release of 8.7', async () => {
    for (const service of SERVICES['8.7']('prod')) kube.store.create(service);
    kube.store.create(brokerSet('prod', 3));
    await expect(find()).resolves.toEqual({
      release: 'prod',
      management: 'http://prod-zeebe-gateway.camunda.svc:9600',
      brokers: [0, 1, 2].map((id) => `http://prod-zeebe-${id}.prod-zeebe.camunda.svc:9600`),
      rest: 'http://prod-zeebe-gateway.camunda.svc:8080',
      apps: {
        operate: 'http://prod-operate.camunda.svc:9600',
        tasklist: 'http://prod-tasklist.camunda.svc:9600',
        optimize: 'http://prod-optimize.camunda.svc:8092',
      },
      search: 'http://prod-elasticsearch.camunda.svc:9200',
    });
  });

  it('finds one application from 8.8 on, and the Elasticsearch of ECK', async () => {
    for (const service of SERVICES['8.8']('prod')) kube.store.create(service);
    kube.store.create(brokerSet('prod', 1));
    const own = {
      ...{ name: 'camunda-es-http', ports: [{ name: 'https', port: 9200 }] },
      labels: { 'common.k8s.elastic.co/type': 'elasticsearch' },
    };
    kube.store.create(eck(own));
    kube.store.create(eck({ ...own, name: 'camunda-es-transport', headless: true }));
    await expect(find()).resolves.toMatchObject({
      management: 'http://prod-zeebe-gateway.camunda.svc:9600',
      apps: {},
      search: 'https://camunda-es-http.camunda.svc:9200',
    });
    kube.store.create(eck({ ...own, name: 'other-es-http' }));
    // Which of two is that of Camunda, nothing shows.
    expect((await find()).search).toBeUndefined();
  });

  it('finds Operate and Tasklist of 8.5 at the port of their web pages', async () => {
    for (const service of SERVICES['8.5']('prod')) kube.store.create(service);
    await expect(find()).resolves.toMatchObject({
      brokers: [],
      apps: {
        operate: 'http://prod-operate.camunda.svc:80',
        tasklist: 'http://prod-tasklist.camunda.svc:80',
      },
    });
  });

  it('asks which of several releases is meant, and takes no part of another', async () => {
    for (const release of ['a', 'b']) {
      for (const service of SERVICES['8.8'](release)) kube.store.create(service);
      kube.store.create(brokerSet(release, 1));
    }
    await expect(find()).rejects.toThrow(/has the releases a, b\. Name one with --release/);
    await expect(find('c')).rejects.toThrow(/has the releases a, b, and none is "c"/);
    await expect(find('b')).resolves.toMatchObject({
      management: 'http://b-zeebe-gateway.camunda.svc:9600',
      brokers: ['http://b-zeebe-0.b-zeebe.camunda.svc:9600'],
    });
  });

  it('says that nothing is there, and which right is missing', async () => {
    await expect(find()).rejects.toThrow(/Namespace "camunda" has no service with the label/);
    kube.forbid('list services');
    await expect(find()).rejects.toThrow(/could not list Services.*forbidden/);
  });

  it('changes nothing', async () => {
    for (const service of SERVICES['8.7']('prod')) kube.store.create(service);
    const before = kube.effects.length;
    await find();
    expect(kube.effects.length).toBe(before);
  });
});
