import { describe, expect, it } from '@jest/globals';
import { blur } from '../testing/recorded.ts';
import type { Recorded } from '../testing/recorded.ts';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

/** Calls to a real Tasklist that had one completed backup, in the order in which they were made. */
const recorded: Recorded[] = [
  {
    title: 'tasklist same id again',
    request: 'POST /actuator/backups',
    body: '{"backupId":1795413416}',
    status: 400,
    contentType: 'application/problem+json',
    answer: `{
  "status" : 400,
  "message" : "A backup with ID [1795413416] already exists. Found snapshots: [camunda_tasklist_1795413416_8.6.0_part_1_of_6/ztMPjalzRnGfqdrY-0iVEg, camunda_tasklist_1795413416_8.6.0_part_2_of_6/NkJ1UC4SSgWcq6lxZqOlPQ, camunda_tasklist_1795413416_8.6.0_part_3_of_6/nvHc0_o-QSqOdTSdgqi2aQ, camunda_tasklist_1795413416_8.6.0_part_4_of_6/ywMlEmQCSKmg3ndXJRVWnQ, camunda_tasklist_1795413416_8.6.0_part_5_of_6/AkSfDZgUSoOtNDEYUCNwAw, camunda_tasklist_1795413416_8.6.0_part_6_of_6/m8UzJCv6QMWbpTsT2WGxYg]",
  "instance" : "cec4ab5a-97ba-4aa7-9f1e-72a2dc5a9850"
}`,
  },
  {
    title: 'tasklist id 0',
    request: 'POST /actuator/backups',
    body: '{"backupId":0}',
    status: 200,
    contentType: 'application/json',
    answer: `{
  "scheduledSnapshots" : [ "camunda_tasklist_0_8.6.0_part_1_of_6", "camunda_tasklist_0_8.6.0_part_2_of_6", "camunda_tasklist_0_8.6.0_part_3_of_6", "camunda_tasklist_0_8.6.0_part_4_of_6", "camunda_tasklist_0_8.6.0_part_5_of_6", "camunda_tasklist_0_8.6.0_part_6_of_6" ]
}`,
  },
  {
    title: 'tasklist id negative',
    request: 'POST /actuator/backups',
    body: '{"backupId":-5}',
    status: 400,
    contentType: 'application/problem+json',
    answer: `{
  "status" : 400,
  "message" : "BackupId must be a non-negative Long. Received value: -5",
  "instance" : "f6b95118-bbe8-4575-ab62-7eb51413f7c6"
}`,
  },
  {
    title: 'tasklist id numeric string',
    request: 'POST /actuator/backups',
    body: '{"backupId":"17"}',
    status: 400,
    contentType: 'application/problem+json',
    answer: `{
  "status" : 400,
  "message" : "Another backup is running at the moment",
  "instance" : "faa7a334-625f-46f2-922d-b0eac66fa42f"
}`,
  },
  {
    title: 'tasklist id string',
    request: 'POST /actuator/backups',
    body: '{"backupId":"abc"}',
    status: 400,
    contentType: 'application/json',
    answer: `{
  "timestamp" : "2026-11-23T05:57:58.768+00:00",
  "status" : 400,
  "error" : "Bad Request",
  "path" : "/actuator/backups"
}`,
  },
  {
    title: 'tasklist id float',
    request: 'POST /actuator/backups',
    body: '{"backupId":1.5}',
    status: 400,
    contentType: 'application/problem+json',
    answer: `{
  "status" : 400,
  "message" : "Another backup is running at the moment",
  "instance" : "710389c5-f942-42db-855b-11cec02689a0"
}`,
  },
  {
    title: 'tasklist empty object',
    request: 'POST /actuator/backups',
    body: '{}',
    status: 400,
    contentType: 'application/problem+json',
    answer: `{
  "status" : 400,
  "message" : "BackupId must be provided",
  "instance" : "930e397e-3d0b-46ab-8171-d172f3b72be3"
}`,
  },
  {
    title: 'tasklist no body',
    request: 'POST /actuator/backups',
    status: 400,
    contentType: 'application/json',
    answer: `{
  "timestamp" : "2026-11-23T05:57:59.179+00:00",
  "status" : 400,
  "error" : "Bad Request",
  "path" : "/actuator/backups"
}`,
  },
  {
    title: 'tasklist wrong ct',
    request: 'POST /actuator/backups',
    body: '{"backupId":1795413417}',
    type: 'text/plain',
    status: 415,
    contentType: 'application/json',
    headers: {
      Accept:
        'application/json, application/x-jackson-smile, application/cbor, application/xml;charset=UTF-8, text/xml;charset=UTF-8, application/*+json, application/*+xml;charset=UTF-8',
    },
    answer: `{
  "timestamp" : "2026-11-23T05:57:59.404+00:00",
  "status" : 415,
  "error" : "Unsupported Media Type",
  "path" : "/actuator/backups"
}`,
  },
  {
    title: 'tasklist GET unknown',
    request: 'GET /actuator/backups/4242',
    status: 500,
    contentType: 'application/json',
    answer: `{
  "timestamp" : "2026-11-23T05:57:59.592+00:00",
  "status" : 500,
  "error" : "Internal Server Error",
  "path" : "/actuator/backups/4242"
}`,
  },
  {
    title: 'tasklist GET non-numeric',
    request: 'GET /actuator/backups/abc',
    status: 400,
    contentType: 'application/json',
    answer: `{
  "timestamp" : "2026-11-23T05:57:59.744+00:00",
  "status" : 400,
  "error" : "Bad Request",
  "path" : "/actuator/backups/abc"
}`,
  },
  {
    title: 'tasklist GET negative',
    request: 'GET /actuator/backups/-1',
    status: 400,
    contentType: 'application/problem+json',
    answer: `{
  "status" : 400,
  "message" : "BackupId must be a non-negative Long. Received value: -1",
  "instance" : "693d6bbd-fd29-4770-98a2-4238e82d44db"
}`,
  },
  {
    title: 'tasklist DELETE unknown',
    request: 'DELETE /actuator/backups/4242',
    status: 204,
  },
  {
    title: 'tasklist DELETE non-numeric',
    request: 'DELETE /actuator/backups/abc',
    status: 400,
    contentType: 'application/json',
    answer: `{
  "timestamp" : "2026-11-23T05:57:59.966+00:00",
  "status" : 400,
  "error" : "Bad Request",
  "path" : "/actuator/backups/abc"
}`,
  },
  {
    title: 'tasklist DELETE all',
    request: 'DELETE /actuator/backups',
    status: 405,
    contentType: 'application/json',
    headers: { Allow: 'POST, GET' },
    answer: `{
  "timestamp" : "2026-11-23T05:58:00.041+00:00",
  "status" : 405,
  "error" : "Method Not Allowed",
  "path" : "/actuator/backups"
}`,
  },
  {
    title: 'tasklist PUT',
    request: 'PUT /actuator/backups',
    body: '{"backupId":1795413416}',
    status: 405,
    contentType: 'application/json',
    headers: { Allow: 'POST, GET' },
    answer: `{
  "timestamp" : "2026-11-23T05:58:00.110+00:00",
  "status" : 405,
  "error" : "Method Not Allowed",
  "path" : "/actuator/backups"
}`,
  },
  {
    title: 'health 9602',
    request: 'GET /actuator/health',
    status: 200,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer:
      '{"status":"UP","components":{"livenessState":{"status":"UP"},"readinessState":{"status":"UP"},"searchEngineCheck":{"status":"UP"}},"groups":["liveness","readiness"]}',
  },
  {
    title: 'readiness 9602',
    request: 'GET /actuator/health/readiness',
    status: 200,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer:
      '{"status":"UP","components":{"readinessState":{"status":"UP"},"searchEngineCheck":{"status":"UP"}}}',
  },
];

describe('Tasklist answers as the real one', () => {
  const fake = new FakeCluster();

  it('after a completed backup', async () => {
    await fake.ask('tasklist', 'POST /actuator/backups', { body: '{"backupId":1795413416}' });
    fake.wait(10_000);
  });

  it.each(recorded)('$title', async (call) => {
    const answer = await fake.ask('tasklist', call.request, call);
    expect(answer.status).toBe(call.status);
    expect(answer.contentType).toBe(call.contentType);
    expect(answer.headers).toEqual(call.headers);
    expect(blur(answer.body)).toBe(blur(call.answer));
  });
});
