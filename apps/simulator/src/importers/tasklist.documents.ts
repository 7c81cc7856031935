import { date, documentsBy } from './imported-record.ts';
import type { ImportedRecord, Write } from './imported-record.ts';

const LIST_VIEW = 'tasklist-list-view-8.6.0_';

function task({ key, intent, value, partitionId, timestamp }: ImportedRecord): Write {
  const completed = intent === 'COMPLETED';
  return {
    index: 'tasklist-task-8.5.0_',
    id: String(key),
    fields: {
      id: String(key),
      key,
      partitionId,
      state: completed ? 'COMPLETED' : 'CREATED',
      implementation: 'JOB_WORKER',
      bpmnProcessId: value.bpmnProcessId,
      processDefinitionId: String(value.processDefinitionKey),
      processInstanceId: String(value.processInstanceKey),
      flowNodeBpmnId: value.elementId,
      flowNodeInstanceId: String(value.elementInstanceKey),
      ...(completed ? { completionTime: date(timestamp) } : { creationTime: date(timestamp) }),
    },
  };
}

function processInstance({ key, intent, value, partitionId }: ImportedRecord): Write[] {
  if (intent !== 'ELEMENT_ACTIVATED') return [];
  const id = String(key);
  return [
    {
      index: LIST_VIEW,
      id,
      fields: { id, key, partitionId, bpmnProcessId: value.bpmnProcessId, dataType: 'PROCESS_INSTANCE' },
    },
  ];
}

function flowNode({ key, intent, value, partitionId }: ImportedRecord): Write[] {
  if (intent !== 'ELEMENT_ACTIVATED') return [];
  return [
    {
      index: 'tasklist-flownode-instance-8.3.0_',
      id: String(key),
      fields: {
        id: String(key),
        key,
        partitionId,
        parentFlowNodeId: String(value.processInstanceKey),
        processInstanceId: String(value.processInstanceKey),
        type: value.bpmnElementType,
      },
    },
  ];
}

function variable({ value, partitionId }: ImportedRecord): Write[] {
  const id = `${value.scopeKey}-${value.name}`;
  const fields = { id, partitionId, name: value.name, value: value.value, scopeFlowNodeId: value.scopeKey };
  return [
    { index: 'tasklist-variable-8.3.0_', id, fields },
    { index: LIST_VIEW, id, fields: { ...fields, dataType: 'VARIABLE' } },
  ];
}

function process({ key, value }: ImportedRecord): Write {
  const { bpmnProcessId, version, name, tenantId } = value;
  const id = String(key);
  return {
    index: 'tasklist-process-8.4.0_',
    id,
    fields: { id, key, bpmnProcessId, version, name, tenantId },
  };
}

/** What Tasklist makes of records. */
export const tasklistDocuments = documentsBy({
  process: (record) => [process(record)],
  processInstance,
  flowNode,
  variable,
  job: (record) => [task(record)],
});
