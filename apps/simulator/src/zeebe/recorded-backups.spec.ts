import { describe, expect, it } from '@jest/globals';
import { blur } from '../testing/recorded.ts';
import type { Recorded } from '../testing/recorded.ts';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

const completedId = 1795413416;

/** Calls to a real broker that had one completed backup, in the order in which they were made. */
const recorded: Recorded[] = [
  {
    title: 'broker same id again',
    request: 'POST /actuator/backups',
    body: '{"backupId":1795413416}',
    status: 409,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer:
      '{"message":"Requested backup has id 1795413416. The latest backup has id 1795413416. Id of new backups must be higher than the previous one. "}',
  },
  {
    title: 'broker id 0',
    request: 'POST /actuator/backups',
    body: '{"backupId":0}',
    status: 400,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer: '{"message":"A backupId must be provided and it must be > 0"}',
  },
  {
    title: 'broker id negative',
    request: 'POST /actuator/backups',
    body: '{"backupId":-5}',
    status: 400,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer: '{"message":"A backupId must be provided and it must be > 0"}',
  },
  {
    title: 'broker id numeric string',
    request: 'POST /actuator/backups',
    body: '{"backupId":"17"}',
    status: 409,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer:
      '{"message":"Requested backup has id 17. The latest backup has id 1795413416. Id of new backups must be higher than the previous one. "}',
  },
  {
    title: 'broker id string',
    request: 'POST /actuator/backups',
    body: '{"backupId":"abc"}',
    status: 400,
    contentType: 'application/json',
    answer:
      '{"timestamp":"2026-11-23T05:58:00.593+00:00","status":400,"error":"Bad Request","path":"/actuator/backups"}',
  },
  {
    title: 'broker id float',
    request: 'POST /actuator/backups',
    body: '{"backupId":1.5}',
    status: 400,
    contentType: 'application/json',
    answer:
      '{"timestamp":"2026-11-23T05:58:00.635+00:00","status":400,"error":"Bad Request","path":"/actuator/backups"}',
  },
  {
    title: 'broker id > long',
    request: 'POST /actuator/backups',
    body: '{"backupId":99999999999999999999}',
    status: 400,
    contentType: 'application/json',
    answer:
      '{"timestamp":"2026-11-23T05:58:00.708+00:00","status":400,"error":"Bad Request","path":"/actuator/backups"}',
  },
  {
    title: 'broker id null',
    request: 'POST /actuator/backups',
    body: '{"backupId":null}',
    status: 400,
    contentType: 'application/json',
    answer:
      '{"timestamp":"2026-11-23T05:58:00.791+00:00","status":400,"error":"Bad Request","path":"/actuator/backups"}',
  },
  {
    title: 'broker empty object',
    request: 'POST /actuator/backups',
    body: '{}',
    status: 400,
    contentType: 'application/json',
    answer:
      '{"timestamp":"2026-11-23T05:58:00.849+00:00","status":400,"error":"Bad Request","path":"/actuator/backups"}',
  },
  {
    title: 'broker no body',
    request: 'POST /actuator/backups',
    status: 415,
    contentType: 'application/json',
    headers: {
      Accept:
        'application/vnd.spring-boot.actuator.v3+json, application/vnd.spring-boot.actuator.v2+json, application/json',
    },
    answer:
      '{"timestamp":"2026-11-23T05:58:00.889+00:00","status":415,"error":"Unsupported Media Type","path":"/actuator/backups"}',
  },
  {
    title: 'broker broken json',
    request: 'POST /actuator/backups',
    body: '{"backupId":',
    status: 400,
    contentType: 'application/json',
    answer:
      '{"timestamp":"2026-11-23T05:58:00.962+00:00","status":400,"error":"Bad Request","path":"/actuator/backups"}',
  },
  {
    title: 'broker wrong ct',
    request: 'POST /actuator/backups',
    body: '{"backupId":1795413417}',
    type: 'text/plain',
    status: 415,
    contentType: 'application/json',
    headers: {
      Accept:
        'application/vnd.spring-boot.actuator.v3+json, application/vnd.spring-boot.actuator.v2+json, application/json',
    },
    answer:
      '{"timestamp":"2026-11-23T05:58:01.027+00:00","status":415,"error":"Unsupported Media Type","path":"/actuator/backups"}',
  },
  {
    title: 'broker GET unknown',
    request: 'GET /actuator/backups/4242',
    status: 404,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer: '{"message":"Backup with id 4242 does not exist"}',
  },
  {
    title: 'broker GET 0',
    request: 'GET /actuator/backups/0',
    status: 404,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer: '{"message":"Backup with id 0 does not exist"}',
  },
  {
    title: 'broker GET non-numeric',
    request: 'GET /actuator/backups/abc',
    status: 400,
    contentType: 'application/json',
    answer:
      '{"timestamp":"2026-11-23T05:58:01.315+00:00","status":400,"error":"Bad Request","path":"/actuator/backups/abc"}',
  },
  {
    title: 'broker GET negative',
    request: 'GET /actuator/backups/-1',
    status: 404,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer: '{"message":"Backup with id -1 does not exist"}',
  },
  {
    title: 'broker DELETE unknown',
    request: 'DELETE /actuator/backups/4242',
    status: 204,
  },
  {
    title: 'broker DELETE non-numeric',
    request: 'DELETE /actuator/backups/abc',
    status: 400,
    contentType: 'application/json',
    answer:
      '{"timestamp":"2026-11-23T05:58:01.523+00:00","status":400,"error":"Bad Request","path":"/actuator/backups/abc"}',
  },
  {
    title: 'broker DELETE all',
    request: 'DELETE /actuator/backups',
    status: 405,
    contentType: 'application/json',
    headers: { Allow: 'POST, GET' },
    answer:
      '{"timestamp":"2026-11-23T05:58:01.563+00:00","status":405,"error":"Method Not Allowed","path":"/actuator/backups"}',
  },
  {
    title: 'broker PUT',
    request: 'PUT /actuator/backups',
    body: '{"backupId":1795413416}',
    status: 405,
    contentType: 'application/json',
    headers: { Allow: 'POST, GET' },
    answer:
      '{"timestamp":"2026-11-23T05:58:01.609+00:00","status":405,"error":"Method Not Allowed","path":"/actuator/backups"}',
  },
  {
    title: 'broker list',
    request: 'GET /actuator/backups',
    status: 200,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer:
      '[{"backupId":1795413416,"state":"COMPLETED","details":[{"partitionId":1,"state":"COMPLETED","createdAt":"2026-11-23T05:57:28.871235468Z","brokerVersion":"8.6.0"},{"partitionId":2,"state":"COMPLETED","createdAt":"2026-11-23T05:57:28.869295682Z","brokerVersion":"8.6.0"}]}]',
  },
];

describe('the backup endpoint of Zeebe answers as the real one', () => {
  const fake = new FakeCluster();

  it('after a completed backup', async () => {
    const trigger = await fake.ask('broker-0', 'POST /actuator/backups', {
      body: `{"backupId":${completedId}}`,
    });
    expect([trigger.status, trigger.contentType, trigger.body]).toEqual([
      202,
      'application/vnd.spring-boot.actuator.v3+json',
      '{"message":"A backup with id 1795413416 has been scheduled. Use GET actuator/backups/1795413416 to monitor the status."}',
    ]);
    fake.wait(10_000);
  });

  it.each(recorded)('$title', async (call) => {
    const answer = await fake.ask('broker-0', call.request, call);
    expect(answer.status).toBe(call.status);
    expect(answer.contentType).toBe(call.contentType);
    expect(answer.headers).toEqual(call.headers);
    expect(blur(answer.body)).toBe(blur(call.answer));
  });
});
