import { ManualClock } from '../clock/manual.clock.ts';
import { SimulatedCluster } from '../cluster/simulated-cluster.ts';
import { clusterSchema } from '../config/simulator.schema.ts';
import type { SimulatorOptions } from '../config/simulator.schema.ts';
import { EffectLog } from '../effects/effect-log.ts';
import type { Answer, Call, Handler } from '../http/call.ts';
import { handlerOf } from '../profiles/profile-of.ts';
import { ownerOf } from '../profiles/profile.ts';

type ClusterOptions = NonNullable<SimulatorOptions['clusters']>[string];
type Component =
  'broker-0' | 'broker-1' | 'broker-2' | 'rest' | 'operate' | 'tasklist' | 'optimize' | 'elasticsearch';

interface Question {
  readonly body?: string;
  readonly type?: string;
  readonly accept?: string;
  readonly authorization?: string;
}

/** A cluster on a clock that stands still, asked without any network. */
export class FakeCluster {
  readonly clock = new ManualClock();
  readonly log = new EffectLog();
  readonly cluster: SimulatedCluster;
  private readonly handlers = new Map<Component, Handler>();

  constructor(options: ClusterOptions = {}) {
    const config = clusterSchema.parse(options);
    this.cluster = new SimulatedCluster('fake', config, { clock: this.clock, log: this.log });
  }

  /** Lets time pass. */
  wait(ms: number): void {
    this.cluster.changed();
    this.clock.advance(ms);
  }

  ask(component: Component, request: string, question: Question = {}): Promise<Answer> {
    const [method = 'GET', path = '/'] = request.split(' ');
    const url = new URL(path, 'http://fake');
    const type = question.type ?? (question.body === undefined ? undefined : 'application/json');
    const owner = ownerOf(url.pathname);
    const call: Call = {
      component: owner ?? component,
      ...(owner === undefined ? {} : { listener: component }),
      method,
      path,
      pathname: url.pathname,
      query: url.searchParams,
      headers: {
        host: 'fake',
        ...(type === undefined ? {} : { 'content-type': type }),
        accept: question.accept,
        ...(question.authorization === undefined ? {} : { authorization: question.authorization }),
      },
      body: question.body ?? '',
      caller: { userAgent: 'spec', remote: 'spec' },
    };
    this.cluster.advance();
    const answer = this.handlerOf(component)(call);
    // What has no duration happens before the next look.
    this.wait(0);
    return Promise.resolve(answer);
  }

  private handlerOf(component: Component): Handler {
    const handler = this.handlers.get(component) ?? handlerOf(this.cluster, component);
    this.handlers.set(component, handler);
    return handler;
  }

  async json(
    component: Component,
    request: string,
    question: Question = {},
  ): Promise<Record<string, unknown>> {
    const { body } = await this.ask(component, request, question);
    return JSON.parse(body ?? 'null') as Record<string, unknown>;
  }
}
