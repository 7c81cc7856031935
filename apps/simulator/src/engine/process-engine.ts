import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { PartitionsMachine } from '../zeebe/partitions.machine.ts';
import type { Partition } from '../zeebe/zeebe.state.ts';
import type { OpenJob } from './log-record.ts';
import { endEntries, jobEntry, startEntries, USER_TASK_JOB, variableEntry } from './process-model.ts';
import type { InstanceKeys } from './process-model.ts';
import type { RecordLogs } from './record-logs.ts';

export interface StartedInstance {
  readonly processDefinitionKey: number;
  readonly processInstanceKey: number;
}

/** Runs the one process of the simulator: starts instances, hands out the jobs of their user tasks, completes them. */
export class ProcessEngine {
  private turn = 0;

  constructor(
    private readonly cluster: ClusterContext,
    private readonly partitions: PartitionsMachine,
    private readonly logs: RecordLogs,
  ) {}

  /** Starts an instance on the next partition. @returns undefined when no partition has a leader */
  start(variables: Readonly<Record<string, unknown>>): StartedInstance | undefined {
    const led = this.partitions.ledPartitions();
    const partition = led[this.turn % Math.max(1, led.length)];
    this.turn += 1;
    if (partition === undefined) return undefined;
    const log = this.logs.logOf(partition);
    const key = () => this.logs.newKey(partition);
    const keys: InstanceKeys = { process: log.processDefinitionKey, instance: key() };
    const task = key();
    this.logs.append(partition, startEntries(keys, { creation: key(), start: key(), flow: key(), task }));
    this.logs.append(
      partition,
      Object.entries(variables).map(([name, value]) =>
        variableEntry(keys, 'CREATED', { key: key(), name, value }),
      ),
    );
    const job: OpenJob = {
      key: key(),
      type: USER_TASK_JOB,
      elementInstanceKey: task,
      processInstanceKey: keys.instance,
      lockedUntil: 0,
    };
    this.logs.append(partition, [jobEntry(keys, 'CREATED', { key: job.key, task })]);
    log.instances[keys.instance] = { key: keys.instance, variables: { ...variables } };
    log.jobs[job.key] = job;
    return { processDefinitionKey: keys.process, processInstanceKey: keys.instance };
  }

  /** Hands out up to `most` open jobs of a type; they belong to the caller for `timeoutMs`. */
  activate(type: string, most: number, timeoutMs: number): OpenJob[] {
    const now = this.cluster.now();
    const free = this.partitions
      .ledPartitions()
      .flatMap(({ log }) => Object.values(log?.jobs ?? {}))
      .filter((job) => job.type === type && job.lockedUntil <= now)
      .slice(0, most);
    for (const job of free) job.lockedUntil = now + timeoutMs;
    return free;
  }

  /** Completes a job and with it its instance. @returns whether there was such a job */
  complete(jobKey: number, variables: Readonly<Record<string, unknown>>): boolean {
    const partition = this.find(({ log }) => log?.jobs[jobKey] !== undefined);
    const job = partition?.log?.jobs[jobKey];
    if (partition?.log === undefined || job === undefined) return false;
    const { log } = partition;
    const keys: InstanceKeys = { process: log.processDefinitionKey, instance: job.processInstanceKey };
    this.set(partition, keys, variables);
    this.logs.append(partition, [
      jobEntry(keys, 'COMPLETED', { key: jobKey, task: job.elementInstanceKey }),
      ...endEntries(keys, {
        task: job.elementInstanceKey,
        flow: this.logs.newKey(partition),
        end: this.logs.newKey(partition),
      }),
    ]);
    log.jobs = without(log.jobs, jobKey);
    log.instances = without(log.instances, keys.instance);
    return true;
  }

  /** Sets variables of an open instance. @returns whether there is one */
  setVariables(instanceKey: number, variables: Readonly<Record<string, unknown>>): boolean {
    const partition = this.find(({ log }) => log?.instances[instanceKey] !== undefined);
    if (partition?.log === undefined) return false;
    const keys = { process: partition.log.processDefinitionKey, instance: instanceKey };
    this.set(partition, keys, variables);
    return true;
  }

  /** Variables of an open instance, for the worker that gets its job. */
  variablesOf(instanceKey: number): Readonly<Record<string, unknown>> {
    const known = this.partitions.ledPartitions().map(({ log }) => log?.instances[instanceKey]);
    return known.find((instance) => instance !== undefined)?.variables ?? {};
  }

  private set(partition: Partition, keys: InstanceKeys, variables: Readonly<Record<string, unknown>>): void {
    const known = partition.log?.instances[keys.instance]?.variables ?? {};
    const entries = Object.entries(variables).map(([name, value]) =>
      variableEntry(keys, name in known ? 'UPDATED' : 'CREATED', {
        key: this.logs.newKey(partition),
        name,
        value,
      }),
    );
    this.logs.append(partition, entries);
    Object.assign(known, variables);
  }

  private find(condition: (partition: Partition) => boolean): Partition | undefined {
    return this.partitions.ledPartitions().find(condition);
  }
}

const without = <Value>(all: Record<string, Value>, key: number): Record<string, Value> =>
  Object.fromEntries(Object.entries(all).filter(([each]) => each !== String(key)));
