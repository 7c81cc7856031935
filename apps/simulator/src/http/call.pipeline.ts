import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedCluster } from '../cluster/simulated-cluster.ts';
import type { ChangeEntry } from '../effects/effect.ts';
import type { EffectLog } from '../effects/effect-log.ts';
import type { FaultKind, FaultOf } from '../faults/fault.schema.ts';
import { malform, writeAnswer, writeHalf, writeReset } from './answer.writer.ts';
import type { Exchange } from './answer.writer.ts';
import { isLate } from './call.ts';
import type { Answer, Call, Handler } from './call.ts';
import type { CallHook } from './call.hook.ts';
import { callEntry } from './call-entry.ts';
import { readCall } from './read-call.ts';

const spoilers = ['status', 'reset', 'hang', 'resetMidAnswer', 'malformedJson', 'truncated'] as const;
type Spoiler = FaultOf<(typeof spoilers)[number]>;

const notPerformed: Answer = { status: 503, contentType: 'application/json', body: '{}', performed: false };

/** What the status fault answers instead of the component. */
function replacement({ status, body, headers }: FaultOf<'status'>): Answer {
  if (body === undefined) return { status, headers };
  if (typeof body === 'string') return { status, headers, body, contentType: 'text/plain' };
  return { status, headers, body: JSON.stringify(body), contentType: 'application/json' };
}

/** The way of a request through one component: faults, the handler, the effect log, and the answer. */
export class CallPipeline {
  constructor(
    private readonly cluster: SimulatedCluster,
    private readonly log: EffectLog,
    private readonly endpoint: {
      readonly component: string;
      readonly handler: Handler;
      readonly onCall?: CallHook | undefined;
      readonly ownerOf?: ((path: string) => string | undefined) | undefined;
    },
  ) {}

  async handle(request: IncomingMessage, response: Exchange): Promise<void> {
    const call = await readCall(request, this.endpoint.component, this.endpoint.ownerOf);
    const { faults } = this.cluster.context;
    const dropped = (await this.endpoint.onCall?.(this.cluster.name, call, 'before')) === 'drop';
    if (dropped || this.isRefused(call)) {
      response.socket?.resetAndDestroy();
      return;
    }
    const latency = faults.take(call, 'latency');
    const spoiler = faults.take(call, ...spoilers);
    if (latency?.when === 'before') await sleep(latency.ms, undefined, { ref: false });
    const answer = await this.perform(call, spoiler, latency === undefined ? [] : [latency.kind]);
    if (latency?.when === 'after') await sleep(latency.ms, undefined, { ref: false });
    await this.endpoint.onCall?.(this.cluster.name, call, 'after');
    if (!response.destroyed) await this.write(response, answer, spoiler);
  }

  /** A refusal that waited for this call: its listener closes, and the call itself is not answered. */
  private isRefused(call: Call): boolean {
    const { context } = this.cluster;
    // What has no listener of its own refuses call by call.
    if (call.listener !== undefined && context.faults.isRefusing(call.component)) return true;
    const refusal = context.faults.takeRefusal(call);
    if (refusal === undefined) return false;
    context.limitRefusal(refusal);
    this.cluster.changed();
    return true;
  }

  private async perform(
    call: Call,
    spoiler: Spoiler | undefined,
    met: readonly FaultKind[],
  ): Promise<Answer> {
    const { context } = this.cluster;
    this.cluster.advance();
    const arrivedAfter = this.log.last;
    context.faults.drainTaken();
    const skipped = spoiler?.when === 'before';
    const { result, changes } = this.cluster.changes.collect(() =>
      skipped ? notPerformed : this.endpoint.handler(call),
    );
    // Of an answer that takes its time the first changes are logged at once: others must not wait for it.
    if (isLate(result)) {
      this.append(changes);
      this.cluster.changed();
    }
    const answer = await result;
    const performed = answer.performed ?? false;
    const sent: Answer = spoiler?.kind === 'status' ? { ...replacement(spoiler), performed } : answer;
    const silent = sent.silent === true || spoiler?.kind === 'hang' || spoiler?.kind === 'reset';
    const kinds = [...met, ...(spoiler === undefined ? [] : [spoiler.kind]), ...context.faults.drainTaken()];
    const mutating = isMutating(call);
    if (mutating) {
      const entry = callEntry(call, sent, { at: context.now(), arrivedAfter, silent, faults: kinds });
      this.log.append(this.cluster.name, entry);
    }
    if (!isLate(result)) this.append(changes);
    if (mutating || kinds.length > 0) this.cluster.changed();
    return sent;
  }

  private append(changes: readonly ChangeEntry[]): void {
    for (const change of changes) this.log.append(this.cluster.name, change);
  }

  private async write(response: Exchange, answer: Answer, spoiler: Spoiler | undefined): Promise<void> {
    switch (spoiler?.kind) {
      case 'reset':
        writeReset(response);
        break;
      case 'resetMidAnswer':
        await writeHalf(response, answer, 'reset');
        break;
      case 'truncated':
        await writeHalf(response, answer, 'close');
        break;
      case 'malformedJson':
        writeAnswer(response, malform(answer));
        break;
      case 'hang':
        if (spoiler.ms === undefined) break;
        await sleep(spoiler.ms, undefined, { ref: false });
        writeReset(response);
        break;
      default:
        if (answer.silent !== true) writeAnswer(response, answer);
    }
  }
}

/** A search is sent as POST because it has a body. */
function isMutating({ method, path }: Call): boolean {
  return method !== 'GET' && method !== 'HEAD' && !/\/_(search|count)$/.test(path.split('?')[0] ?? '');
}
