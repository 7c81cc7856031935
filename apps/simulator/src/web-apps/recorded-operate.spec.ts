import { describe, expect, it } from '@jest/globals';
import { blur } from '../testing/recorded.ts';
import type { Recorded } from '../testing/recorded.ts';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

/** Calls to a real Operate that had one completed backup, in the order in which they were made. */
const recorded: Recorded[] = [
  {
    title: 'operate same id again',
    request: 'POST /actuator/backups',
    body: '{"backupId":1795413416}',
    status: 400,
    contentType: 'application/problem+json',
    answer:
      '{"status":400,"message":"A backup with ID [1795413416] already exists. Found snapshots: [camunda_operate_1795413416_8.6.0_part_1_of_6/pWu_BinvStGXC5VaobzAPA, camunda_operate_1795413416_8.6.0_part_2_of_6/WZghEO-FSiqvQplf5f3qeA, camunda_operate_1795413416_8.6.0_part_3_of_6/zQXU1mQOTlSG7d90X2F4Iw, camunda_operate_1795413416_8.6.0_part_4_of_6/9YjmXkH7Spm6A9PEBjQ3Qg, camunda_operate_1795413416_8.6.0_part_5_of_6/OIG5io_aSjWGV9FibQPPtw, camunda_operate_1795413416_8.6.0_part_6_of_6/SGrNOicYQB-tBX7xO6rqQA]","instance":"c160d7f8-e507-441e-b41c-c3361aa444f6","type":"Invalid request"}',
  },
  {
    title: 'operate id 0',
    request: 'POST /actuator/backups',
    body: '{"backupId":0}',
    status: 200,
    contentType: 'application/json',
    answer:
      '{"scheduledSnapshots":["camunda_operate_0_8.6.0_part_1_of_6","camunda_operate_0_8.6.0_part_2_of_6","camunda_operate_0_8.6.0_part_3_of_6","camunda_operate_0_8.6.0_part_4_of_6","camunda_operate_0_8.6.0_part_5_of_6","camunda_operate_0_8.6.0_part_6_of_6"]}',
  },
  {
    title: 'operate id negative',
    request: 'POST /actuator/backups',
    body: '{"backupId":-5}',
    status: 400,
    contentType: 'application/problem+json',
    answer:
      '{"status":400,"message":"BackupId must be a non-negative Integer. Received value: -5","instance":"510f495a-f4e3-4058-b39e-755a0bca9f91","type":"Invalid request"}',
  },
  {
    title: 'operate id numeric string',
    request: 'POST /actuator/backups',
    body: '{"backupId":"17"}',
    status: 400,
    contentType: 'application/problem+json',
    answer:
      '{"status":400,"message":"Another backup is running at the moment","instance":"79f6e5fd-5eb9-4079-9c30-a78ed076d4fc","type":"Invalid request"}',
  },
  {
    title: 'operate id string',
    request: 'POST /actuator/backups',
    body: '{"backupId":"abc"}',
    status: 400,
    contentType: 'application/problem+json',
    answer:
      '{"status":400,"message":"JSON parse error: Cannot deserialize value of type `java.lang.Long` from String \\"abc\\": not a valid `java.lang.Long` value","instance":"a73e6ced-7e1d-44ff-a898-43e57fecbf99","type":"Invalid request"}',
  },
  {
    title: 'operate id float',
    request: 'POST /actuator/backups',
    body: '{"backupId":1.5}',
    status: 400,
    contentType: 'application/problem+json',
    answer:
      '{"status":400,"message":"Another backup is running at the moment","instance":"a5732798-648c-4e5f-9194-939c6bbdfb77","type":"Invalid request"}',
  },
  {
    title: 'operate id > long',
    request: 'POST /actuator/backups',
    body: '{"backupId":99999999999999999999}',
    status: 400,
    contentType: 'application/problem+json',
    answer:
      '{"status":400,"message":"JSON parse error: Numeric value (99999999999999999999) out of range of long (-9223372036854775808 - 9223372036854775807)","instance":"7c92c15e-3020-429e-977b-df3fc5162515","type":"Invalid request"}',
  },
  {
    title: 'operate id null',
    request: 'POST /actuator/backups',
    body: '{"backupId":null}',
    status: 400,
    contentType: 'application/problem+json',
    answer:
      '{"status":400,"message":"BackupId must be provided","instance":"e06e834f-ba9c-4b30-9cc1-998a769139f2","type":"Invalid request"}',
  },
  {
    title: 'operate empty object',
    request: 'POST /actuator/backups',
    body: '{}',
    status: 400,
    contentType: 'application/problem+json',
    answer:
      '{"status":400,"message":"BackupId must be provided","instance":"7ca4a268-11f2-4508-bfa2-489d64c3cc3e","type":"Invalid request"}',
  },
  {
    title: 'operate no body',
    request: 'POST /actuator/backups',
    status: 400,
    contentType: 'application/problem+json',
    answer:
      '{"status":400,"message":"Required request body is missing: public io.camunda.operate.webapp.management.dto.TakeBackupResponseDto io.camunda.operate.webapp.management.BackupController.takeBackup(io.camunda.operate.webapp.management.dto.TakeBackupRequestDto)","instance":"985de255-b413-4886-91c8-8bfcd3c5c037","type":"Invalid request"}',
  },
  {
    title: 'operate broken json',
    request: 'POST /actuator/backups',
    body: '{"backupId":',
    status: 400,
    contentType: 'application/problem+json',
    answer:
      '{"status":400,"message":"JSON parse error: Unexpected end-of-input within/between Object entries","instance":"9628155a-23c5-41ea-b13a-5ad6ddcd2523","type":"Invalid request"}',
  },
  {
    title: 'operate wrong ct',
    request: 'POST /actuator/backups',
    body: '{"backupId":1795413417}',
    type: 'text/plain',
    status: 400,
    contentType: 'application/problem+json',
    answer:
      '{"status":400,"message":"Content-Type \'text/plain\' is not supported","instance":"3a822d03-113c-4fb1-92e1-965c9e747755","type":"Invalid request"}',
  },
  {
    title: 'operate GET non-numeric',
    request: 'GET /actuator/backups/abc',
    status: 400,
    contentType: 'application/problem+json',
    answer:
      '{"status":400,"message":"Failed to convert value of type \'java.lang.String\' to required type \'java.lang.Long\'; For input string: \\"abc\\"","instance":"77a41418-d4ca-44fd-b5e3-9f1df42e4167","type":"Invalid request"}',
  },
  {
    title: 'operate GET negative',
    request: 'GET /actuator/backups/-1',
    status: 400,
    contentType: 'application/problem+json',
    answer:
      '{"status":400,"message":"BackupId must be a non-negative Integer. Received value: -1","instance":"2b36b65d-383d-484b-91f7-1c3c30e4fa4f","type":"Invalid request"}',
  },
  {
    title: 'operate DELETE unknown',
    request: 'DELETE /actuator/backups/4242',
    status: 204,
  },
  {
    title: 'operate DELETE non-numeric',
    request: 'DELETE /actuator/backups/abc',
    status: 400,
    contentType: 'application/problem+json',
    answer:
      '{"status":400,"message":"Failed to convert value of type \'java.lang.String\' to required type \'java.lang.Long\'; For input string: \\"abc\\"","instance":"d13e4bea-655a-4275-b656-4f0a5d45cb84","type":"Invalid request"}',
  },
  {
    title: 'operate DELETE all',
    request: 'DELETE /actuator/backups',
    status: 405,
    contentType: 'application/json',
    headers: { Allow: 'GET, POST' },
    answer:
      '{"timestamp":"2026-11-23T05:57:58.077+00:00","status":405,"error":"Method Not Allowed","path":"/actuator/backups"}',
  },
  {
    title: 'operate PUT',
    request: 'PUT /actuator/backups',
    body: '{"backupId":1795413416}',
    status: 405,
    contentType: 'application/json',
    headers: { Allow: 'GET, POST' },
    answer:
      '{"timestamp":"2026-11-23T05:57:58.163+00:00","status":405,"error":"Method Not Allowed","path":"/actuator/backups"}',
  },
  {
    title: 'health 9601',
    request: 'GET /actuator/health',
    status: 200,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer:
      '{"status":"UP","components":{"indicesCheck":{"status":"UP"},"livenessState":{"status":"UP"},"readinessState":{"status":"UP"}},"groups":["liveness","readiness"]}',
  },
  {
    title: 'readiness 9601',
    request: 'GET /actuator/health/readiness',
    status: 200,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer: '{"status":"UP","components":{"indicesCheck":{"status":"UP"},"readinessState":{"status":"UP"}}}',
  },
  {
    title: 'liveness 9601',
    request: 'GET /actuator/health/liveness',
    status: 200,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer: '{"status":"UP"}',
  },
  {
    title: 'info 9601',
    request: 'GET /actuator/info',
    status: 200,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer:
      '{"build":{"java":{"version":"21.0.4"},"description":"Zeebe Distribution","version":"8.6.0","artifact":"camunda-zeebe","name":"Zeebe Distribution","time":"2024-10-02T11:04:00.970Z","group":"io.camunda"}}',
  },
  {
    title: 'operate exporting/pause (wrong component)',
    request: 'POST /actuator/exporting/pause?soft=true',
    status: 404,
    contentType: 'application/json',
    answer:
      '{"timestamp":"2026-11-23T05:59:03.037+00:00","status":404,"error":"Not Found","path":"/actuator/exporting/pause"}',
  },
];

describe('Operate answers as the real one', () => {
  const fake = new FakeCluster();

  it('after a completed backup', async () => {
    await fake.ask('operate', 'POST /actuator/backups', { body: '{"backupId":1795413416}' });
    fake.wait(10_000);
  });

  it.each(recorded)('$title', async (call) => {
    const answer = await fake.ask('operate', call.request, call);
    expect(answer.status).toBe(call.status);
    expect(answer.contentType).toBe(call.contentType);
    expect(answer.headers).toEqual(call.headers);
    expect(blur(answer.body)).toBe(blur(call.answer));
  });
});
