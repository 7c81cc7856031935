import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { CamundaNamespace } from '../support/control-plane/camunda-namespace.ts';
import { ControlPlane } from '../support/control-plane/control-plane.ts';
import { until } from '../support/until.ts';
import type { KubeAnswer, KubeRequest } from '../support/control-plane/kube-client.ts';
import { KubeApiServer } from '../support/kubernetes/kube-api-server.ts';

/*
 * The unit specs of the adapter run on a stand-in, test/support/kubernetes. Here both get the same requests, and must give the
 * same status, reason and effect.
 */

let plane: ControlPlane;
let standIn: KubeApiServer;
beforeAll(async () => {
  plane = await ControlPlane.start();
  standIn = await KubeApiServer.start('camunda');
  await CamundaNamespace.create(plane, 'camunda', []);
});
afterAll(async () => {
  await standIn.close();
  await plane.close();
});

type Send = (asked: KubeRequest) => Promise<KubeAnswer>;
const real: Send = (asked) => plane.admin.send(asked);

const plain: Send = ({ method, path, body, contentType }) => {
  const kubeconfig = JSON.parse(standIn.kubeconfig()) as {
    clusters: { cluster: { server: string } }[];
    users: { user: { token: string } }[];
  };
  const json = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const text = body === undefined ? '' : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(`${kubeconfig.clusters[0]!.cluster.server}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${kubeconfig.users[0]!.user.token}`,
        'content-length': Buffer.byteLength(text),
        ...(text !== '' && { 'content-type': contentType ?? json }),
      },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const answer = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
        resolve({ status: response.statusCode ?? 0, body: answer });
      });
    });
    sent.end(text);
  });
};

const MAPS = '/api/v1/namespaces/camunda/configmaps';
const JOBS = '/apis/batch/v1/namespaces/camunda/jobs';
const OTHER_UID = '00000000-0000-0000-0000-000000000000';

const map = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { a: '1' } });
const job = (name: string, over: object = {}) => ({
  ...{ apiVersion: 'batch/v1', kind: 'Job', metadata: { name } },
  spec: {
    ...{ suspend: true, backoffLimit: 0 },
    template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] } },
    ...over,
  },
});

interface Case {
  name: string;
  /** The last answer is compared. */
  steps: (made: Record<string, { uid: string; resourceVersion: string }>) => KubeRequest[];
  before?: { path: string; body: { metadata: { name: string } } };
}

const CASES: Case[] = [
  { name: 'create', steps: () => [{ method: 'POST', path: MAPS, body: map('create') }] },
  {
    name: 'create one of the same name',
    before: { path: MAPS, body: map('twice') },
    steps: () => [{ method: 'POST', path: MAPS, body: map('twice') }],
  },
  { name: 'read what is not there', steps: () => [{ method: 'GET', path: `${MAPS}/none` }] },
  {
    name: 'change what is not there',
    steps: () => [{ method: 'PATCH', path: `${MAPS}/none`, body: { data: {} } }],
  },
  { name: 'delete what is not there', steps: () => [{ method: 'DELETE', path: `${MAPS}/none` }] },
  {
    name: 'change with the right resourceVersion',
    before: { path: MAPS, body: map('right') },
    steps: ({ right }) => [
      {
        method: 'PATCH',
        path: `${MAPS}/right`,
        body: { metadata: { resourceVersion: right!.resourceVersion }, data: { a: '2' } },
      },
    ],
  },
  {
    name: 'change with another resourceVersion',
    before: { path: MAPS, body: map('stale') },
    steps: () => [
      {
        method: 'PATCH',
        path: `${MAPS}/stale`,
        body: { metadata: { resourceVersion: '1' }, data: { a: '2' } },
      },
    ],
  },
  {
    name: 'change with another uid',
    before: { path: MAPS, body: map('uid') },
    steps: () => [
      { method: 'PATCH', path: `${MAPS}/uid`, body: { metadata: { uid: OTHER_UID }, data: { a: '2' } } },
    ],
  },
  {
    name: 'change with another uid and another resourceVersion',
    before: { path: MAPS, body: map('both') },
    steps: () => [
      {
        method: 'PATCH',
        path: `${MAPS}/both`,
        body: { metadata: { uid: OTHER_UID, resourceVersion: '1' }, data: { a: '2' } },
      },
    ],
  },
  {
    name: 'delete with another uid',
    before: { path: MAPS, body: map('guarded') },
    steps: () => [{ method: 'DELETE', path: `${MAPS}/guarded`, body: { preconditions: { uid: OTHER_UID } } }],
  },
  {
    name: 'delete with the right uid',
    before: { path: MAPS, body: map('mine') },
    steps: ({ mine }) => [
      { method: 'DELETE', path: `${MAPS}/mine`, body: { preconditions: { uid: mine!.uid } } },
    ],
  },
  {
    name: 'a key of a label that is none',
    steps: () => [
      {
        method: 'POST',
        path: MAPS,
        body: { ...map('label'), metadata: { name: 'label', labels: { 'a b': 'c' } } },
      },
    ],
  },
  {
    name: 'a value of a label that is too long',
    steps: () => [
      {
        method: 'POST',
        path: MAPS,
        body: { ...map('long'), metadata: { name: 'long', labels: { a: 'x'.repeat(64) } } },
      },
    ],
  },
  { name: 'a name that is none', steps: () => [{ method: 'POST', path: MAPS, body: map('Not_A_Name') }] },
  { name: 'create a suspended Job', steps: () => [{ method: 'POST', path: JOBS, body: job('suspended') }] },
  {
    name: 'a Job with a name of 64 characters',
    steps: () => [{ method: 'POST', path: JOBS, body: job('j'.repeat(64)) }],
  },
  {
    name: 'a Job that restarts always',
    steps: () => [
      {
        ...{ method: 'POST', path: JOBS },
        body: job('always', {
          template: { spec: { restartPolicy: 'Always', containers: [{ name: 'c', image: 'i' }] } },
        }),
      },
    ],
  },
  {
    name: 'let a Job go',
    before: { path: JOBS, body: job('go') },
    steps: () => [{ method: 'PATCH', path: `${JOBS}/go`, body: { spec: { suspend: false } } }],
  },
  {
    name: 'change the template of a Job',
    before: { path: JOBS, body: job('fixed') },
    steps: () => [
      {
        ...{ method: 'PATCH', path: `${JOBS}/fixed` },
        body: {
          spec: { suspend: false, template: { spec: { containers: [{ name: 'c', image: 'other' }] } } },
        },
      },
    ],
  },
  {
    name: 'an unknown resource',
    steps: () => [{ method: 'GET', path: '/api/v1/namespaces/camunda/nonsense' }],
  },
];

async function answerOf(send: Send, { before, steps }: Case): Promise<KubeAnswer> {
  const made: Record<string, { uid: string; resourceVersion: string }> = {};
  if (before) {
    const { status, body } = await send({ method: 'POST', path: before.path, body: before.body });
    expect(status).toBe(201);
    made[before.body.metadata.name] = body['metadata'] as { uid: string; resourceVersion: string };
  }
  let answer: KubeAnswer = { status: 0, body: {} };
  for (const step of steps(made)) answer = await send(step);
  return answer;
}

/** What the adapter goes by. */
const essence = ({ status, body }: KubeAnswer) => ({
  status,
  ...(status > 299 && { kind: body['kind'], reason: body['reason'], code: body['code'] }),
});

describe('the stand-in answers as a real API server', () => {
  it.each(CASES)('$name', async (each) => {
    expect(essence(await answerOf(plain, each))).toEqual(essence(await answerOf(real, each)));
  });

  it.each([{ propagationPolicy: 'Background' }, { propagationPolicy: 'Orphan' }, {}, undefined])(
    'what becomes of the pods of a Job that is deleted with %j',
    async (body) => {
      const name = `deleted-${body?.propagationPolicy?.toLowerCase() ?? (body === undefined ? 'without-a-body' : 'by-default')}`;
      const query = body === undefined ? '' : '?propagationPolicy=Background';
      const left = async (send: Send): Promise<{ owned: boolean }[]> => {
        const path = `/api/v1/namespaces/camunda/pods?labelSelector=job-name%3D${name}`;
        const { body: list } = await send({ method: 'GET', path });
        const pods = list['items'] as {
          metadata: { deletionTimestamp?: string; ownerReferences?: unknown[] };
        }[];
        return pods
          .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
          .map(({ metadata }) => ({ owned: (metadata.ownerReferences ?? []).length > 0 }));
      };
      const deleting = { method: 'DELETE', path: `${JOBS}/${name}${query}`, body } as const;

      await real({ method: 'POST', path: JOBS, body: job(name, { suspend: false }) });
      await until('the pod is made', async () => (await left(real)).length === 1);
      await real(deleting);
      await until('the pod is no longer owned', async () => (await left(real)).every(({ owned }) => !owned));
      const really = await left(real);

      await plain({ method: 'POST', path: JOBS, body: job(name, { suspend: false }) });
      standIn.controllers.settle();
      await plain(deleting);
      standIn.controllers.settle();
      expect(await left(plain)).toEqual(really);
      expect(really).toEqual(body?.propagationPolicy === 'Background' ? [] : [{ owned: false }]);
    },
  );
});
