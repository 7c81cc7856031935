import { afterEach, describe, expect, it } from '@jest/globals';
import { failureDetail } from './failure-of.spec-support.ts';
import { ManagementClient } from './http/management-client.ts';
import { replay, type Recorded, type Replay } from './http/replay-server.spec-support.ts';
import { readInfo } from './info.client.ts';

describe('readInfo', () => {
  let server: Replay;

  async function connect(answer: Recorded): Promise<ManagementClient> {
    server = await replay({ 'GET /actuator/info': answer });
    return new ManagementClient({ component: 'operate', baseUrl: server.url });
  }

  afterEach(async () => {
    await server.close();
  });

  it('reads the version and how far the clocks are apart', async () => {
    const headers = { date: new Date(Date.now() - 3_600_000).toUTCString() };
    const body = {
      build: {
        java: { version: '21.0.4' },
        version: '8.6.0',
        artifact: 'camunda-zeebe',
        name: 'Zeebe Distribution',
      },
    };
    const client = await connect({ body, headers });
    const { version, clockSkewMs } = await readInfo(client);
    expect(version).toBe('8.6.0');
    expect(Math.abs((clockSkewMs ?? 0) + 3_600_000)).toBeLessThan(2_000);
  });

  it.each<[string, Recorded]>([
    ['it has no build information', { body: {} }],
    ['info is not exposed', { status: 404 }],
  ])('does not know the version when %s', async (_, answer) => {
    expect((await readInfo(await connect(answer))).version).toBeNull();
  });

  it.each<[string, Recorded]>([
    ['unavailable', { status: 503 }],
    ['unexpected-answer', { body: [] }],
  ])('fails with %s when it cannot be asked', async (code, answer) => {
    await expect(failureDetail(readInfo(await connect(answer)))).resolves.toMatchObject({ code });
  });
});
