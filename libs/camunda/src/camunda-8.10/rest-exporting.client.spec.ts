import { afterEach, describe, expect, it } from '@jest/globals';
import { failureDetail } from '../failure-of.spec-support.ts';
import { ManagementClient } from '../http/management-client.ts';
import { replay, type Recorded, type Replay } from '../http/replay-server.spec-support.ts';
import { ExportingClient } from '../zeebe/exporting.client.ts';
import { RestExportingClient } from './rest-exporting.client.ts';

const PAUSE = 'POST /v2/exporting/pause?soft=true';
const RESUME = 'POST /v2/exporting/resume';
const BY_MANAGEMENT = 'POST /actuator/exporting/resume';

// From the API description of 8.10; none was recorded.
const problem = (status: number, detail: string): Recorded => ({
  status,
  type: 'application/problem+json',
  body: { type: 'about:blank', title: 'Failed', status, detail },
});

describe('RestExportingClient', () => {
  let server: Replay;
  async function connect(answers: Record<string, Recorded>): Promise<RestExportingClient> {
    server = await replay(answers);
    const client = new ManagementClient({ component: 'zeebe', baseUrl: server.url });
    return new RestExportingClient(client, new ExportingClient(client));
  }
  const calls = (): string[] => server.asked.map(({ call }) => call);
  afterEach(() => server.close());

  it.each<[string, number, RegExp]>([
    ['refused', 401, /orchestration\.rest\.auth/],
    ['refused', 403, /Grant EXPORTER:PAUSE to/],
    ['refused', 404, /orchestration\.rest\.url/],
    ['refused', 302, /Redirects are not followed.*orchestration\.rest/],
    ['refused', 400, /no such tenant/],
    ['unavailable', 503, /no such tenant/],
    ['pause-failed', 500, /no such tenant/],
    ['pause-failed', 200, /no such tenant/],
  ])('fails with %s when HTTP %i comes back', async (code, status, message) => {
    const client = await connect({ [PAUSE]: problem(status, 'no such tenant') });
    const failure = await failureDetail(client.pause('soft'));
    expect(failure).toMatchObject({ code, status });
    expect(failure.message).toMatch(message);
  });

  it('resumes by the REST API alone where that does it', async () => {
    const client = await connect({ [RESUME]: { status: 204 } });
    await client.resume();
    expect(calls()).toEqual([RESUME]);
  });

  it.each([403, 500, 503])('resumes by the management port after HTTP %i', async (status) => {
    const client = await connect({ [RESUME]: problem(status, 'no'), [BY_MANAGEMENT]: { status: 204 } });
    await client.resume();
    expect(calls()).toEqual([RESUME, BY_MANAGEMENT]);
  });

  it('names both refusals', async () => {
    const client = await connect({
      [RESUME]: problem(403, 'Forbidden here'),
      [BY_MANAGEMENT]: { body: { body: 'a change is pending', status: 500, contentType: null } },
    });
    const failure = await failureDetail(client.resume());
    expect(failure).toMatchObject({ code: 'pause-failed', retryable: true });
    expect(failure.message).toMatch(/Forbidden here.*a change is pending/);
  });

  it('lets what its permit throws through, and asks neither', async () => {
    const client = await connect({});
    const permit = (): void => {
      throw new RangeError('too late');
    };
    await expect(client.resume({ permit })).rejects.toThrow('too late');
    expect(calls()).toEqual([]);
  });

  it.each([
    ['EXPORTING', 'running'],
    ['SOFT_PAUSED', 'softPaused'],
    ['PAUSED', 'paused'],
    ['MIXED', 'mixed'],
    ['SOMETHING', 'unknown'],
  ])('reads %s as %s', async (status, state) => {
    const client = await connect({ 'GET /v2/exporting': { body: { status } } });
    await expect(client.configured()).resolves.toBe(state);
  });
});
