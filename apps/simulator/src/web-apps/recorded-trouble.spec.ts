import { describe, expect, it } from '@jest/globals';
import { stopComponent } from '../cluster/lifecycle.ts';
import { blur } from '../testing/recorded.ts';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

const post = { body: '{"backupId":1795413748}' };
const retrieving =
  'Encountered an error connecting to Elasticsearch while retrieving repository with name [camunda].';
const searching =
  'Encountered an error connecting to Elasticsearch while searching for snapshots. Repository name: [camunda].';
const unregistered = 'No repository with name [camunda] could be found.';

const operate = (message: string) =>
  `{"status":400,"message":"${message}","instance":"<uuid>","type":"Invalid request"}`;
const tasklist = (status: number, message: string) =>
  `{\n  "status" : ${status},\n  "message" : "${message}",\n  "instance" : null\n}`;

describe('while Elasticsearch is down', () => {
  const fake = new FakeCluster();
  stopComponent(fake.cluster, 'elasticsearch');

  it.each([
    ['operate', 'POST /actuator/backups', 400, operate(retrieving)],
    ['operate', 'GET /actuator/backups/1795413748', 400, operate(searching)],
    ['operate', 'GET /actuator/backups', 400, operate(searching)],
    ['operate', 'DELETE /actuator/backups/1795413748', 400, operate(retrieving)],
    ['tasklist', 'POST /actuator/backups', 502, tasklist(502, retrieving)],
    ['tasklist', 'GET /actuator/backups/1795413748', 502, tasklist(502, searching)],
    ['tasklist', 'GET /actuator/backups', 502, tasklist(502, searching)],
  ] as const)('%s answers %s with %d', async (app, request, status, body) => {
    const answer = await fake.ask(app, request, request.startsWith('POST') ? post : {});
    expect([answer.status, answer.contentType]).toEqual([status, 'application/problem+json']);
    expect(blur(answer.body)).toBe(body);
  });

  it('Operate is DOWN, Tasklist does not answer, and Zeebe does not mind', async () => {
    const health = await fake.ask('operate', 'GET /actuator/health');
    expect([health.status, health.body]).toEqual([
      503,
      '{"status":"DOWN","components":{"indicesCheck":{"status":"DOWN"},"livenessState":{"status":"UP"},"readinessState":{"status":"UP"}},"groups":["liveness","readiness"]}',
    ]);
    const readiness = await fake.ask('operate', 'GET /actuator/health/readiness');
    expect([readiness.status, readiness.body]).toEqual([
      503,
      '{"status":"DOWN","components":{"indicesCheck":{"status":"DOWN"},"readinessState":{"status":"UP"}}}',
    ]);
    expect((await fake.ask('tasklist', 'GET /actuator/health')).silent).toBe(true);
    expect((await fake.ask('broker-0', 'POST /actuator/backups', post)).status).toBe(202);
  });
});

describe('while the repository is not registered', () => {
  const fake = new FakeCluster({ elasticsearch: { repositories: [] } });

  it.each([
    'POST /actuator/backups',
    'GET /actuator/backups/1795413679',
    'GET /actuator/backups',
    'DELETE /actuator/backups/1795413679',
  ])('%s is 400 in Operate and 500 in Tasklist', async (request) => {
    const question = request.startsWith('POST') ? post : {};
    const fromOperate = await fake.ask('operate', request, question);
    expect([fromOperate.status, blur(fromOperate.body)]).toEqual([400, operate(unregistered)]);
    const fromTasklist = await fake.ask('tasklist', request, question);
    expect([fromTasklist.status, fromTasklist.body]).toEqual([500, tasklist(500, unregistered)]);
  });
});

describe('an unknown id', () => {
  it('loses its message in Operate when it was asked for often enough', async () => {
    const fake = new FakeCluster({ settings: { operate: { unknownMessageNullAfter: 1 } } });
    const messages = [];
    for (let count = 0; count < 3; count += 1) {
      messages.push((await fake.json('operate', 'GET /actuator/backups/4242')).message);
    }
    expect(messages).toEqual(['Index 0 out of bounds for length 0', null, null]);
  });
});
