import { afterEach, describe, expect, it } from '@jest/globals';
import { failureDetail } from '../failure-of.spec-support.ts';
import { ManagementClient } from '../http/management-client.ts';
import { replay, type Recorded, type Replay } from '../http/replay-server.spec-support.ts';
import { RestBackupClient } from './rest-backup.client.ts';
import { historyPart, runtimePart } from './rest-parts.ts';

const ID = 1795413416;

// Statuses are those of the API description of 8.10; none was recorded.
const problem = (status: number, detail: string): Recorded => ({
  status,
  type: 'application/problem+json',
  body: { type: 'about:blank', title: 'Failed', status, detail },
});

describe('RestBackupClient', () => {
  let server: Replay;
  async function connect(part: typeof runtimePart, answer: Recorded): Promise<RestBackupClient> {
    server = await replay({
      [`POST ${part.path}`]: answer,
      [`GET ${part.path}`]: answer,
      [`GET ${part.path}/${ID}`]: answer,
      [`DELETE ${part.path}/${ID}`]: answer,
    });
    return new RestBackupClient(
      part,
      new ManagementClient({ component: part.component, baseUrl: server.url }),
    );
  }
  afterEach(() => server.close());

  it.each([
    ['CREATE', (client: RestBackupClient) => client.trigger(ID)],
    ['READ', (client: RestBackupClient) => client.look(ID)],
    ['READ', (client: RestBackupClient) => client.list()],
    ['READ', (client: RestBackupClient) => client.checkpoints(ID)],
    ['DELETE', (client: RestBackupClient) => client.delete(ID)],
  ])('names BACKUP:%s where it is missing', async (permission, call) => {
    const client = await connect(runtimePart, problem(403, 'Forbidden'));
    const failure = await failureDetail(call(client));
    expect(failure).toMatchObject({ code: 'refused', retryable: false, status: 403 });
    expect(failure.message).toContain(
      `Grant BACKUP:${permission} to the user or client of orchestration.rest.auth`,
    );
  });

  it.each<[string, number, string, RegExp]>([
    ['refused', 401, 'Unauthorized', /Set orchestration\.rest\.auth/],
    ['refused', 404, 'No endpoint POST /v2/backups/runtime.', /orchestration\.rest\.url/],
    ['refused', 404, "Physical tenant 'x' does not exist", /orchestration\.tenant/],
    ['refused', 302, '', /Redirects are not followed/],
    [
      'refused',
      400,
      'Cannot take backup with predetermined backupId when continuous backups are enabled.',
      /turn continuous backups/,
    ],
    ['id-in-use', 409, 'a text that no version has yet', /above all/],
    ['busy', 409, 'Cannot take backup while scaling is in progress.', /finish first/],
    ['unavailable', 504, 'timed out', /health/],
    ['unexpected-answer', 200, 'not the status of an accepted trigger', /log/],
  ])(
    'says %s of a runtime trigger that comes back with HTTP %i "%s"',
    async (code, status, detail, remedy) => {
      const client = await connect(runtimePart, problem(status, detail));
      const failure = await failureDetail(client.trigger(ID));
      expect(failure).toMatchObject({ code, status });
      expect(failure.message).toMatch(remedy);
    },
  );

  it.each<[string, number, string, RegExp]>([
    [
      'refused',
      403,
      'The secondary storage of this cluster is a relational database.',
      /Only a cluster on Elasticsearch/,
    ],
    ['refused', 403, 'No repository with name [camunda] could be found.', /Register it/],
    ['refused', 403, 'Forbidden', /Grant BACKUP:CREATE/],
    ['busy', 409, 'a text that no version has yet', /finish first/],
  ])(
    'says %s of a history trigger that comes back with HTTP %i "%s"',
    async (code, status, detail, remedy) => {
      const client = await connect(historyPart, problem(status, detail));
      const failure = await failureDetail(client.trigger(ID));
      expect(failure).toMatchObject({ code, status, component: 'webapps' });
      expect(failure.message).toMatch(remedy);
    },
  );

  it('does not believe COMPLETED without every expected partition', async () => {
    const details = [{ partitionId: 1, state: 'COMPLETED' }];
    const client = await connect(runtimePart, { body: { backupId: ID, state: 'COMPLETED', details } });
    await expect(client.look(ID, { expectedPartitions: 2 })).resolves.toMatchObject({ state: 'incomplete' });
  });

  it('does not take the backup of another id', async () => {
    const client = await connect(runtimePart, { body: { backupId: 1, state: 'COMPLETED', details: [] } });
    await expect(failureDetail(client.look(ID))).resolves.toMatchObject({ code: 'unexpected-answer' });
  });
});
