import { ManualClock } from '../clock/manual.clock.ts';
import { SimulatedCluster } from '../cluster/simulated-cluster.ts';
import { clusterSchema } from '../config/simulator.schema.ts';
import type { SimulatorOptions } from '../config/simulator.schema.ts';
import { EffectLog } from '../effects/effect-log.ts';
import { elasticsearchListener } from '../elasticsearch/elasticsearch.listener.ts';
import type { Answer, Call, Handler } from '../http/call.ts';
import { optimizeListener } from '../optimize/optimize.listener.ts';
import { operateDialect } from '../web-apps/operate.dialect.ts';
import { tasklistDialect } from '../web-apps/tasklist.dialect.ts';
import { webAppListener } from '../web-apps/web-app.listener.ts';
import { zeebeListener } from '../zeebe/zeebe.listener.ts';

type ClusterOptions = NonNullable<SimulatorOptions['clusters']>[string];
type Component = 'broker-0' | 'broker-1' | 'broker-2' | 'operate' | 'tasklist' | 'optimize' | 'elasticsearch';

interface Question {
  readonly body?: string;
  readonly type?: string;
  readonly accept?: string;
}

function handlers(cluster: SimulatedCluster): Record<Component, Handler> {
  const { context, snapshots, stores, zeebe } = cluster;
  return {
    'broker-0': zeebeListener(zeebe, 0),
    'broker-1': zeebeListener(zeebe, 1),
    'broker-2': zeebeListener(zeebe, 2),
    operate: webAppListener({ cluster: context, parts: stores.parts.operate, dialect: operateDialect }),
    tasklist: webAppListener({ cluster: context, parts: stores.parts.tasklist, dialect: tasklistDialect }),
    optimize: optimizeListener({
      cluster: context,
      parts: stores.parts.optimize,
      version: cluster.config.version,
    }),
    elasticsearch: elasticsearchListener({
      cluster: context,
      snapshots,
      until: (condition) => cluster.until(condition),
    }),
  };
}

/** A cluster on a clock that stands still, asked without any network. */
export class FakeCluster {
  readonly clock = new ManualClock();
  readonly log = new EffectLog();
  readonly cluster: SimulatedCluster;
  private readonly handlers: Record<Component, Handler>;

  constructor(options: ClusterOptions = {}) {
    const config = clusterSchema.parse(options);
    this.cluster = new SimulatedCluster('fake', config, { clock: this.clock, log: this.log });
    this.handlers = handlers(this.cluster);
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
    const call: Call = {
      component,
      method,
      path,
      pathname: url.pathname,
      query: url.searchParams,
      headers: {
        host: 'fake',
        ...(type === undefined ? {} : { 'content-type': type }),
        accept: question.accept,
      },
      body: question.body ?? '',
      caller: { userAgent: 'spec', remote: 'spec' },
    };
    this.cluster.advance();
    const answer = this.handlers[component](call);
    // What has no duration happens before the next look.
    this.wait(0);
    return Promise.resolve(answer);
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
