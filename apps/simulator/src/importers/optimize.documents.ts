import { date, documentsBy } from './imported-record.ts';
import type { ImportedRecord, Write } from './imported-record.ts';

function processInstance({ key, intent, value, partitionId, timestamp }: ImportedRecord): Write[] {
  const common = {
    processInstanceId: String(key),
    processDefinitionKey: value.bpmnProcessId,
    processDefinitionVersion: String(value.version),
    partition: partitionId,
  };
  const index = 'optimize-process-instance-sim';
  if (intent === 'ELEMENT_ACTIVATED')
    return [{ index, id: String(key), fields: { ...common, state: 'ACTIVE', startDate: date(timestamp) } }];
  if (intent === 'ELEMENT_COMPLETED')
    return [{ index, id: String(key), fields: { ...common, state: 'COMPLETED', endDate: date(timestamp) } }];
  return [];
}

function process({ key, value }: ImportedRecord): Write {
  return {
    index: 'optimize-process-definition_v6',
    id: String(key),
    fields: { id: String(key), key: value.bpmnProcessId, version: String(value.version), name: value.name },
  };
}

/** What Optimize makes of records. Never recorded: index names and fields follow its published source, roughly. */
export const optimizeDocuments = documentsBy({ process: (record) => [process(record)], processInstance });
