import { afterEach, describe, expect, it } from '@jest/globals';
import { failureDetail } from '../failure-of.spec-support.ts';
import { replay, type Recorded, type Replay } from '../http/replay-server.spec-support.ts';
import { probeManagement, probeRest } from './probe-management.ts';

const LINKS = {
  body: { _links: { self: {}, backups: {}, 'backups-id': {}, exporting: {} } },
};
const INFO = { body: { build: { version: '8.6.0' } } };
const CLUSTER = {
  body: {
    brokers: [
      { id: 0, partitions: [{ id: 1 }, { id: 2 }] },
      { id: 1, partitions: [{ id: 1 }, { id: 2 }] },
    ],
  },
};

let server: Replay;
async function serve(answers: Record<string, Recorded>): Promise<string> {
  server = await replay(answers);
  return server.url;
}
afterEach(() => server.close());

describe('probeManagement', () => {
  it('reads version, actuators and topology', async () => {
    const url = await serve({
      'GET /actuator': LINKS,
      'GET /actuator/info': INFO,
      'GET /actuator/cluster': CLUSTER,
    });
    await expect(probeManagement('zeebe', url)).resolves.toEqual({
      url,
      version: '8.6.0',
      actuators: ['backups', 'backups-id', 'exporting'],
      topology: { brokers: 2, partitions: 2 },
      replicas: null,
    });
  });

  it('finds a context path, and keeps one that was given', async () => {
    const url = await serve({
      'GET /orchestration/actuator': LINKS,
      'GET /orchestration/actuator/info': INFO,
    });
    const at = `${url}/orchestration`;
    await expect(probeManagement('zeebe', url)).resolves.toMatchObject({ url: at, topology: null });
    await expect(probeManagement('zeebe', `${at}/`)).resolves.toMatchObject({ version: '8.6.0' });
  });

  it('takes an address as people copy it', async () => {
    const url = await serve({ 'GET /actuator': LINKS, 'GET /actuator/info': INFO });
    await expect(probeManagement('zeebe', `${url}/actuator/?a=b#c`)).resolves.toMatchObject({ url });
  });

  it('knows a broker by its partitions', async () => {
    const url = await serve({
      'GET /actuator': LINKS,
      'GET /actuator/partitions': { body: { 2: { role: 'LEADER' }, 1: { role: 'FOLLOWER' } } },
    });
    await expect(probeManagement('zeebe', url)).resolves.toMatchObject({ replicas: [1, 2], version: null });
  });

  it.each<[string, Recorded]>([
    ['a list', { body: [] }],
    ['a page', { type: 'text/html', body: '<html>Login</html>' }],
  ])('does not take %s for actuators', async (_, answer) => {
    const url = await serve({ 'GET /actuator': answer });
    await expect(failureDetail(probeManagement('zeebe', url))).resolves.toMatchObject({
      code: 'unexpected-answer',
    });
  });

  it('does not take another component for it that answers at the same address', async () => {
    const url = await serve({ 'GET /zeebe/actuator': LINKS, 'GET /zeebe/actuator/info': INFO });
    await expect(failureDetail(probeManagement('operate', url))).resolves.toMatchObject({
      component: 'operate',
      code: 'refused',
    });
  });

  it('does not report a version that is none', async () => {
    const info = { body: { build: { version: 'development' } } };
    const url = await serve({ 'GET /actuator': LINKS, 'GET /actuator/info': info });
    await expect(probeManagement('zeebe', url)).resolves.toMatchObject({ version: null });
  });

  it('asks once where nothing listens', async () => {
    const url = await serve({});
    await server.close();
    await expect(failureDetail(probeManagement('zeebe', url))).resolves.toMatchObject({
      code: 'unreachable',
    });
    expect(server.asked).toEqual([]);
  });
});

describe('probeRest', () => {
  it('is satisfied by a topology', async () => {
    const url = await serve({ 'GET /v2/topology': { body: { brokers: [] } } });
    await expect(probeRest(url)).resolves.toBeUndefined();
  });

  it.each<[string, Recorded]>([
    ['refused', { status: 401 }],
    ['refused', { status: 404 }],
    ['unexpected-answer', { body: { hello: 'world' } }],
  ])('is %s by another answer', async (code, answer) => {
    const url = await serve({ 'GET /v2/topology': answer });
    await expect(failureDetail(probeRest(url))).resolves.toMatchObject({ code, component: 'zeebe' });
  });
});
