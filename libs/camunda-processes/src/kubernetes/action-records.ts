import { createHash } from 'node:crypto';
import { StepFailure } from '#domain';
import type { ControlAction } from '../camunda-control.port.ts';
import type { KubeApi } from './kube-api.ts';
import { MANAGED_BY, type KubeTypes } from './kube-types.ts';

/** `beginning`: what the action asks of the cluster may not wholly have been asked. */
export type RecordState = 'beginning' | 'begun' | 'abandoned';

/** What was started under a key. */
export interface ActionRecord {
  /** Of the ConfigMap, and of the Job where there is one. At most 63 characters. */
  name: string;
  state: RecordState;
  /** Unix ms. */
  begunAt: number;
  notes: Readonly<Record<string, string>>;
  version: string;
}

const ATTEMPTS = 5;

/** Labels of everything that belongs to actions of one kind. */
export function labelsOf(action: ControlAction, cluster: string): Record<string, string> {
  return {
    ...MANAGED_BY,
    'holdfast/cluster': cluster,
    'holdfast/action': action.kind,
    ...('broker' in action && { 'holdfast/broker': String(action.broker) }),
  };
}

/** One ConfigMap per key, in the cluster itself: whatever happens to Holdfast, it tells what was started and abandoned. */
export class ActionRecords {
  constructor(
    private readonly kube: KubeApi,
    private readonly cluster: string,
  ) {}

  async find(action: ControlAction, key: string): Promise<ActionRecord | null> {
    const found = await this.kube.read('ConfigMap', this.nameOf(action, key));
    return found === null ? null : recordOf(found);
  }

  /** The record of the key, made where there is none. Idempotent. */
  open(action: ControlAction, key: string): Promise<ActionRecord> {
    return this.openAs(action, key, 'beginning');
  }

  /** As it is now; `record` with new notes where no other process was faster. */
  async note(record: ActionRecord, notes: Record<string, string>): Promise<ActionRecord> {
    return (await this.write(record, notes)) ?? (await this.again(record));
  }

  /** From `beginning` to `begun`. False when the action was abandoned. Idempotent. */
  async advance(record: ActionRecord): Promise<boolean> {
    let now = record;
    for (let attempt = 1; now.state === 'beginning'; attempt += 1) {
      if (attempt > ATTEMPTS) throw contended(record);
      now = (await this.write(now, { state: 'begun' })) ?? (await this.again(now));
    }
    return now.state === 'begun';
  }

  /** From now on the action cannot begin. Idempotent. */
  async abandon(action: ControlAction, key: string): Promise<ActionRecord> {
    let now = await this.openAs(action, key, 'abandoned');
    for (let attempt = 1; now.state !== 'abandoned'; attempt += 1) {
      if (attempt > ATTEMPTS) throw contended(now);
      now = (await this.write(now, { state: 'abandoned' })) ?? (await this.again(now));
    }
    return now;
  }

  /** Whether it may still begin. Asked right before each change of the cluster. */
  async isBeginning(record: ActionRecord): Promise<boolean> {
    return (await this.again(record)).state === 'beginning';
  }

  private async openAs(action: ControlAction, key: string, state: RecordState): Promise<ActionRecord> {
    const name = this.nameOf(action, key);
    const data = { key, action: JSON.stringify(action), state, begunAt: new Date().toISOString() };
    const metadata = { name, labels: labelsOf(action, this.cluster) };
    const made = await this.kube.create('ConfigMap', { metadata, data });
    return made === null ? this.again({ name }) : recordOf(made);
  }

  private async write(record: ActionRecord, data: Record<string, string>): Promise<ActionRecord | null> {
    const patch = { metadata: { resourceVersion: record.version }, data };
    const written = await this.kube.patch('ConfigMap', record.name, patch);
    return written === null ? null : recordOf(written);
  }

  private async again({ name }: { name: string }): Promise<ActionRecord> {
    const found = await this.kube.read('ConfigMap', name);
    if (found !== null) return recordOf(found);
    const message = `ConfigMap "${name}", in which the action is recorded, was deleted while the action began.`;
    throw StepFailure.transient('busy', message, { remedy: 'Leave the ConfigMaps of Holdfast alone.' });
  }

  private nameOf(action: ControlAction, key: string): string {
    const broker = 'broker' in action ? `-${action.broker}` : '';
    const hash = createHash('sha256').update(`${this.cluster}/${key}`).digest('hex').slice(0, 12);
    return `holdfast-${action.kind}${broker}-${hash}`;
  }
}

function recordOf({ metadata, data = {} }: KubeTypes['ConfigMap']): ActionRecord {
  return {
    name: metadata?.name ?? '',
    state: (data['state'] ?? 'beginning') as RecordState,
    begunAt: Date.parse(data['begunAt'] ?? ''),
    notes: data,
    version: metadata?.resourceVersion ?? '',
  };
}

function contended({ name }: { name: string }): StepFailure {
  return StepFailure.transient('busy', `ConfigMap "${name}" is changed by others all the time.`, {
    remedy: 'Try again.',
  });
}
