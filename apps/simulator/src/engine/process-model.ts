import type { LogEntry } from './log-record.ts';

/** The one process of the simulator: it waits at a user task, so that every instance leaves something open. */
export const PROCESS = {
  id: 'loan-request',
  name: 'Loan request',
  version: 1,
  start: 'requested',
  task: 'review',
  end: 'decided',
  flows: { toTask: 'to-review', toEnd: 'to-decided' },
} as const;

export const TENANT = '<default>';
/** The job type that Zeebe gives to a user task of the kind that jobs implement. */
export const USER_TASK_JOB = 'io.camunda.zeebe:userTask';

/** Keys that an instance needs; all of one partition. */
export interface InstanceKeys {
  readonly process: number;
  readonly instance: number;
}

type Element = 'PROCESS' | 'START_EVENT' | 'USER_TASK' | 'END_EVENT' | 'SEQUENCE_FLOW';

function element(
  { process, instance }: InstanceKeys,
  intent: string,
  of: { readonly key: number; readonly id: string; readonly type: Element },
): LogEntry {
  return {
    valueType: 'PROCESS_INSTANCE',
    intent,
    key: of.key,
    value: {
      bpmnProcessId: PROCESS.id,
      version: PROCESS.version,
      processDefinitionKey: process,
      processInstanceKey: instance,
      elementId: of.id,
      bpmnElementType: of.type,
      flowScopeKey: of.type === 'PROCESS' ? -1 : instance,
      parentProcessInstanceKey: -1,
      parentElementInstanceKey: -1,
      tenantId: TENANT,
    },
  };
}

const lives = (
  keys: InstanceKeys,
  intents: readonly string[],
  of: Parameters<typeof element>[2],
): LogEntry[] => intents.map((intent) => element(keys, intent, of));

export const BEGINS = ['ELEMENT_ACTIVATING', 'ELEMENT_ACTIVATED'];
export const ENDS = ['ELEMENT_COMPLETING', 'ELEMENT_COMPLETED'];

export function variableEntry(
  keys: InstanceKeys,
  intent: 'CREATED' | 'UPDATED',
  { key, name, value }: { readonly key: number; readonly name: string; readonly value: unknown },
): LogEntry {
  return {
    valueType: 'VARIABLE',
    intent,
    key,
    value: {
      name,
      value: JSON.stringify(value),
      scopeKey: keys.instance,
      processInstanceKey: keys.instance,
      processDefinitionKey: keys.process,
      bpmnProcessId: PROCESS.id,
      tenantId: TENANT,
    },
  };
}

export function jobEntry(
  keys: InstanceKeys,
  intent: 'CREATED' | 'COMPLETED',
  { key, task }: { readonly key: number; readonly task: number },
): LogEntry {
  return {
    valueType: 'JOB',
    intent,
    key,
    value: {
      type: USER_TASK_JOB,
      retries: 1,
      worker: '',
      deadline: -1,
      elementId: PROCESS.task,
      elementInstanceKey: task,
      bpmnProcessId: PROCESS.id,
      processDefinitionVersion: PROCESS.version,
      processDefinitionKey: keys.process,
      processInstanceKey: keys.instance,
      tenantId: TENANT,
    },
  };
}

/** From the request to the open user task; as many records of each type as were recorded. */
export function startEntries(
  keys: InstanceKeys,
  made: { readonly creation: number; readonly start: number; readonly flow: number; readonly task: number },
): LogEntry[] {
  const { instance, process } = keys;
  const whole = { key: instance, id: PROCESS.id, type: 'PROCESS' } as const;
  const creation: LogEntry = {
    valueType: 'PROCESS_INSTANCE_CREATION',
    intent: 'CREATED',
    key: made.creation,
    value: {
      bpmnProcessId: PROCESS.id,
      processDefinitionKey: process,
      version: PROCESS.version,
      processInstanceKey: instance,
      tenantId: TENANT,
    },
  };
  return [
    creation,
    ...lives(keys, BEGINS, whole),
    ...lives(keys, [...BEGINS, ...ENDS], { key: made.start, id: PROCESS.start, type: 'START_EVENT' }),
    element(keys, 'SEQUENCE_FLOW_TAKEN', { key: made.flow, id: PROCESS.flows.toTask, type: 'SEQUENCE_FLOW' }),
    ...lives(keys, BEGINS, { key: made.task, id: PROCESS.task, type: 'USER_TASK' }),
  ];
}

/** From the completed user task to the end of the instance. */
export function endEntries(
  keys: InstanceKeys,
  made: { readonly task: number; readonly flow: number; readonly end: number },
): LogEntry[] {
  return [
    ...lives(keys, ENDS, { key: made.task, id: PROCESS.task, type: 'USER_TASK' }),
    element(keys, 'SEQUENCE_FLOW_TAKEN', { key: made.flow, id: PROCESS.flows.toEnd, type: 'SEQUENCE_FLOW' }),
    ...lives(keys, [...BEGINS, ...ENDS], { key: made.end, id: PROCESS.end, type: 'END_EVENT' }),
    ...lives(keys, ENDS, { key: keys.instance, id: PROCESS.id, type: 'PROCESS' }),
  ];
}

/** What a new partition gets to know of the process. */
export function deploymentEntries(process: number, deployment: number): LogEntry[] {
  const metadata = {
    bpmnProcessId: PROCESS.id,
    version: PROCESS.version,
    processDefinitionKey: process,
    resourceName: `${PROCESS.id}.bpmn`,
    tenantId: TENANT,
  };
  const distribution = { valueType: 'DEPLOYMENT', intent: 'CREATE' };
  return [
    { valueType: 'PROCESS', intent: 'CREATED', key: process, value: { ...metadata, name: PROCESS.name } },
    {
      valueType: 'DEPLOYMENT',
      intent: 'CREATED',
      key: deployment,
      value: { processesMetadata: [metadata], tenantId: TENANT },
    },
    { valueType: 'COMMAND_DISTRIBUTION', intent: 'STARTED', key: deployment, value: distribution },
    { valueType: 'COMMAND_DISTRIBUTION', intent: 'FINISHED', key: deployment, value: distribution },
  ];
}
