import { describe, expect, it } from '@jest/globals';
import { blur } from '../testing/recorded.ts';
import type { Recorded } from '../testing/recorded.ts';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

/** Calls to a real Elasticsearch 8.16.1 that held one snapshot of the record indices. */
const recorded: Recorded[] = [
  {
    title: 'ES snap existing name',
    request: 'PUT /_snapshot/camunda/camunda_zeebe_records_backup_1795413416?wait_for_completion=false',
    body: '{"indices":"zeebe-record*","feature_states":["none"]}',
    status: 400,
    contentType: 'application/json',
    answer:
      '{"error":{"root_cause":[{"type":"snapshot_name_already_in_use_exception","reason":"[camunda:camunda_zeebe_records_backup_1795413416] Invalid snapshot name [camunda_zeebe_records_backup_1795413416], snapshot with the same name already exists"}],"type":"snapshot_name_already_in_use_exception","reason":"[camunda:camunda_zeebe_records_backup_1795413416] Invalid snapshot name [camunda_zeebe_records_backup_1795413416], snapshot with the same name already exists"},"status":400}',
  },
  {
    title: 'ES snap missing repo',
    request: 'PUT /_snapshot/nope/camunda_zeebe_records_backup_1795413416?wait_for_completion=false',
    body: '{"indices":"zeebe-record*","feature_states":["none"]}',
    status: 404,
    contentType: 'application/json',
    answer:
      '{"error":{"root_cause":[{"type":"repository_missing_exception","reason":"[nope] missing"}],"type":"repository_missing_exception","reason":"[nope] missing"},"status":404}',
  },
  {
    title: 'ES snap uppercase name',
    request: 'PUT /_snapshot/camunda/BadName?wait_for_completion=false',
    body: '{"indices":"zeebe-record*"}',
    status: 400,
    contentType: 'application/json',
    answer:
      '{"error":{"root_cause":[{"type":"invalid_snapshot_name_exception","reason":"[camunda:BadName] Invalid snapshot name [BadName], must be lowercase"}],"type":"invalid_snapshot_name_exception","reason":"[camunda:BadName] Invalid snapshot name [BadName], must be lowercase"},"status":400}',
  },
  {
    title: 'ES get unknown snap',
    request: 'GET /_snapshot/camunda/nosuch',
    status: 404,
    contentType: 'application/json',
    answer:
      '{"error":{"root_cause":[{"type":"snapshot_missing_exception","reason":"[camunda:nosuch] is missing"}],"type":"snapshot_missing_exception","reason":"[camunda:nosuch] is missing"},"status":404}',
  },
  {
    title: 'ES get unknown snap wildcard',
    request: 'GET /_snapshot/camunda/nosuch*',
    status: 200,
    contentType: 'application/json',
    answer: '{"snapshots":[],"total":0,"remaining":0}',
  },
  {
    title: 'ES get unknown snap ignore_unavailable',
    request: 'GET /_snapshot/camunda/nosuch?ignore_unavailable=true',
    status: 200,
    contentType: 'application/json',
    answer: '{"snapshots":[],"total":0,"remaining":0}',
  },
  {
    title: 'ES status unknown snap',
    request: 'GET /_snapshot/camunda/nosuch/_status',
    status: 404,
    contentType: 'application/json',
    answer:
      '{"error":{"root_cause":[{"type":"snapshot_missing_exception","reason":"[camunda:nosuch] is missing"}],"type":"snapshot_missing_exception","reason":"[camunda:nosuch] is missing"},"status":404}',
  },
  {
    title: 'ES get missing repo',
    request: 'GET /_snapshot/nope',
    status: 404,
    contentType: 'application/json',
    answer:
      '{"error":{"root_cause":[{"type":"repository_missing_exception","reason":"[nope] missing"}],"type":"repository_missing_exception","reason":"[nope] missing"},"status":404}',
  },
  {
    title: 'ES get snap missing repo',
    request: 'GET /_snapshot/nope/x',
    status: 404,
    contentType: 'application/json',
    answer:
      '{"error":{"root_cause":[{"type":"repository_missing_exception","reason":"[nope] missing"}],"type":"repository_missing_exception","reason":"[nope] missing"},"status":404}',
  },
  {
    title: 'ES status missing repo',
    request: 'GET /_snapshot/nope/x/_status',
    status: 404,
    contentType: 'application/json',
    answer:
      '{"error":{"root_cause":[{"type":"repository_missing_exception","reason":"[nope] missing"}],"type":"repository_missing_exception","reason":"[nope] missing"},"status":404}',
  },
  {
    title: 'ES delete unknown snap',
    request: 'DELETE /_snapshot/camunda/nosuch',
    status: 404,
    contentType: 'application/json',
    answer:
      '{"error":{"root_cause":[{"type":"snapshot_missing_exception","reason":"[camunda:nosuch] is missing"}],"type":"snapshot_missing_exception","reason":"[camunda:nosuch] is missing"},"status":404}',
  },
  {
    title: 'ES snap no matching index (wildcard)',
    request: 'PUT /_snapshot/camunda/empty1?wait_for_completion=true',
    body: '{"indices":"nosuchindex*","feature_states":["none"]}',
    status: 200,
    contentType: 'application/json',
    answer:
      '{"snapshot":{"snapshot":"empty1","uuid":"EpFU3JQOS8GbxWclxMcYhQ","repository":"camunda","version_id":8518000,"version":"8.16.0-8.16.1","indices":[],"data_streams":[],"include_global_state":true,"state":"SUCCESS","start_time":"2026-11-23T05:59:03.885Z","start_time_in_millis":1795413543885,"end_time":"2026-11-23T05:59:04.085Z","end_time_in_millis":1795413544085,"duration_in_millis":200,"failures":[],"shards":{"total":0,"failed":0,"successful":0},"feature_states":[]}}',
  },
  {
    title: 'ES snap missing concrete index',
    request: 'PUT /_snapshot/camunda/empty2?wait_for_completion=true',
    body: '{"indices":"nosuchindex","feature_states":["none"]}',
    status: 404,
    contentType: 'application/json',
    answer:
      '{"error":{"root_cause":[{"type":"index_not_found_exception","reason":"no such index [nosuchindex]","resource.type":"index_or_alias","resource.id":"nosuchindex","index_uuid":"_na_","index":"nosuchindex"}],"type":"index_not_found_exception","reason":"no such index [nosuchindex]","resource.type":"index_or_alias","resource.id":"nosuchindex","index_uuid":"_na_","index":"nosuchindex"},"status":404}',
  },
  {
    title: 'ES snap wait true',
    request: 'PUT /_snapshot/camunda/waittrue1?wait_for_completion=true',
    body: '{"indices":"zeebe-record*","feature_states":["none"]}',
    status: 200,
    contentType: 'application/json',
    answer:
      '{"snapshot":{"snapshot":"waittrue1","uuid":"JiYYqrcXTLCLhPswSFOAyg","repository":"camunda","version_id":8518000,"version":"8.16.0-8.16.1","indices":["zeebe-record_deployment_8.6.0_2026-11-23","zeebe-record_job_8.6.0_2026-11-23","zeebe-record_process-instance_8.6.0_2026-11-23","zeebe-record_process-instance-creation_8.6.0_2026-11-23","zeebe-record_process_8.6.0_2026-11-23","zeebe-record_variable_8.6.0_2026-11-23","zeebe-record_command-distribution_8.6.0_2026-11-23"],"data_streams":[],"include_global_state":true,"state":"SUCCESS","start_time":"2026-11-23T05:59:04.288Z","start_time_in_millis":1795413544288,"end_time":"2026-11-23T05:59:04.492Z","end_time_in_millis":1795413544492,"duration_in_millis":204,"failures":[],"shards":{"total":11,"failed":0,"successful":11},"feature_states":[]}}',
  },
  {
    title: 'ES delete snaps',
    request: 'DELETE /_snapshot/camunda/empty1,waittrue1',
    status: 200,
    contentType: 'application/json',
    answer: '{"acknowledged":true}',
  },
  {
    title: 'restore unknown snapshot',
    request: 'POST /_snapshot/camunda/nosuch/_restore?wait_for_completion=true',
    status: 500,
    contentType: 'application/json',
    answer:
      '{"error":{"root_cause":[{"type":"snapshot_restore_exception","reason":"[camunda:nosuch] snapshot does not exist"}],"type":"snapshot_restore_exception","reason":"[camunda:nosuch] snapshot does not exist"},"status":500}',
  },
  {
    title: 'restore unknown repo',
    request: 'POST /_snapshot/nope/nosuch/_restore?wait_for_completion=true',
    status: 404,
    contentType: 'application/json',
    answer:
      '{"error":{"root_cause":[{"type":"repository_missing_exception","reason":"[nope] missing"}],"type":"repository_missing_exception","reason":"[nope] missing"},"status":404}',
  },
  {
    title: 'delete with wildcard',
    request: 'DELETE /operate-*,tasklist-*,zeebe-record*',
    status: 400,
    contentType: 'application/json',
    answer:
      '{"error":{"root_cause":[{"type":"illegal_argument_exception","reason":"Wildcard expressions or all indices are not allowed"}],"type":"illegal_argument_exception","reason":"Wildcard expressions or all indices are not allowed"},"status":400}',
  },
];

describe('Elasticsearch answers as the real one', () => {
  const fake = new FakeCluster({ settings: { elasticsearch: { snapshotDurationMs: 0 } } });

  it('to a snapshot that is not waited for', async () => {
    const request =
      'PUT /_snapshot/camunda/camunda_zeebe_records_backup_1795413416?wait_for_completion=false';
    const answer = await fake.ask('elasticsearch', request, {
      body: '{"indices":"zeebe-record*","feature_states":["none"]}',
    });
    expect([answer.status, answer.body]).toEqual([200, '{"accepted":true}']);
  });

  it.each(recorded)('$title', async (call) => {
    const answer = await fake.ask('elasticsearch', call.request, call);
    expect(answer.status).toBe(call.status);
    expect(answer.contentType).toBe(call.contentType);
    expect(answer.headers).toEqual({ 'X-elastic-product': 'Elasticsearch' });
    expect(blur(answer.body)).toBe(blur(call.answer));
  });
});
