import { date, documentsBy } from './imported-record.ts';
import type { ImportedRecord, Write } from './imported-record.ts';

const LIST_VIEW = 'operate-list-view-8.3.0_';

/** Everything about an instance is stored next to it. */
const child = (record: ImportedRecord, name: 'activity' | 'variable') => ({
  routing: String(record.value.processInstanceKey),
  joinRelation: { name, parent: record.value.processInstanceKey },
});

function instance(record: ImportedRecord): Write[] {
  const { key, intent, value, partitionId, timestamp } = record;
  const common = {
    id: String(key),
    key,
    partitionId,
    processInstanceKey: key,
    bpmnProcessId: value.bpmnProcessId,
    processDefinitionKey: value.processDefinitionKey,
    processVersion: value.version,
    tenantId: value.tenantId,
    joinRelation: { name: 'processInstance' },
  };
  if (intent === 'ELEMENT_ACTIVATED') {
    return [
      {
        index: LIST_VIEW,
        id: String(key),
        routing: String(key),
        fields: { ...common, state: 'ACTIVE', startDate: date(timestamp) },
      },
      // Recorded: counted again whenever the record is imported again.
      {
        index: 'operate-metric-8.3.0_',
        fields: { event: 'EVENT_PROCESS_INSTANCE_STARTED', value: String(key), eventTime: date(timestamp) },
      },
    ];
  }
  return intent === 'ELEMENT_COMPLETED'
    ? [
        {
          index: LIST_VIEW,
          id: String(key),
          routing: String(key),
          fields: { ...common, state: 'COMPLETED', endDate: date(timestamp) },
        },
      ]
    : [];
}

function flowNode(record: ImportedRecord): Write[] {
  const { key, intent, value, partitionId, timestamp } = record;
  if (intent !== 'ELEMENT_ACTIVATED' && intent !== 'ELEMENT_COMPLETED') return [];
  const ended = intent === 'ELEMENT_COMPLETED';
  const state = ended ? 'COMPLETED' : 'ACTIVE';
  const when = ended ? { endDate: date(timestamp) } : { startDate: date(timestamp) };
  const { routing, joinRelation } = child(record, 'activity');
  const common = { id: String(key), key, partitionId, processInstanceKey: value.processInstanceKey };
  const activity = {
    ...common,
    joinRelation,
    activityId: value.elementId,
    activityType: value.bpmnElementType,
    activityState: state,
  };
  return [
    { index: LIST_VIEW, id: String(key), routing, fields: activity },
    {
      index: 'operate-flownode-instance-8.3.1_',
      id: String(key),
      fields: { ...common, ...when, flowNodeId: value.elementId, type: value.bpmnElementType, state },
    },
    {
      index: 'operate-event-8.3.0_',
      id: `${value.processInstanceKey}_${key}`,
      fields: { ...common, flowNodeId: value.elementId, eventType: intent, dateTime: date(timestamp) },
    },
  ];
}

function sequenceFlow({ value }: ImportedRecord): Write {
  const id = `${value.processInstanceKey}_${value.elementId}`;
  return {
    index: 'operate-sequence-flow-8.3.0_',
    id,
    fields: { id, processInstanceKey: value.processInstanceKey, activityId: value.elementId },
  };
}

function variable(record: ImportedRecord): Write[] {
  const { value, partitionId } = record;
  const id = `${value.scopeKey}-${value.name}`;
  const { routing, joinRelation } = child(record, 'variable');
  const common = { id, partitionId, processInstanceKey: value.processInstanceKey, scopeKey: value.scopeKey };
  return [
    {
      index: LIST_VIEW,
      id,
      routing,
      fields: { ...common, joinRelation, varName: value.name, varValue: value.value },
    },
    {
      index: 'operate-variable-8.3.0_',
      id,
      fields: { ...common, name: value.name, value: value.value, isPreview: false },
    },
  ];
}

function job({ key, intent, value, partitionId, timestamp }: ImportedRecord): Write {
  return {
    index: 'operate-job-8.6.0_',
    id: String(value.elementInstanceKey),
    fields: {
      id: String(value.elementInstanceKey),
      key,
      partitionId,
      jobType: value.type,
      state: intent,
      flowNodeId: value.elementId,
      processInstanceKey: value.processInstanceKey,
      ...(intent === 'COMPLETED' && { endTime: date(timestamp) }),
    },
  };
}

function process({ key, value }: ImportedRecord): Write {
  const { bpmnProcessId, version, resourceName, name, tenantId } = value;
  return {
    index: 'operate-process-8.3.0_',
    id: String(key),
    fields: { id: String(key), key, bpmnProcessId, version, resourceName, name, tenantId },
  };
}

/** What Operate makes of records: as many documents in each index for an instance as were recorded. */
export const operateDocuments = documentsBy({
  process: (record) => [process(record)],
  processInstance: instance,
  flowNode,
  sequenceFlow: (record) => [sequenceFlow(record)],
  variable,
  job: (record) => [job(record)],
});
