import type { EffectLog } from '../effects/effect-log.ts';
import { writeAnswer } from '../http/answer.writer.ts';
import type { Exchange } from '../http/answer.writer.ts';
import type { CallHook } from '../http/call.hook.ts';
import { CallPipeline } from '../http/call.pipeline.ts';
import { ComponentListener } from '../http/component.listener.ts';
import type { Port } from '../http/component.listener.ts';
import { handlerOf } from '../profiles/profile-of.ts';
import { ownerOf } from '../profiles/profile.ts';
import { listenerOffsets, restListener } from './components.ts';
import type { SimulatedCluster } from './simulated-cluster.ts';

/** Base URLs; an empty text stands for a component that this cluster does not have. */
export interface ClusterUrls {
  readonly zeebe: string;
  readonly brokers: string[];
  readonly operate: string;
  readonly tasklist: string;
  /** The history of 8.8 and later: served by Zeebe's brokers. */
  readonly webapps: string;
  /** The REST API of 8.10. */
  readonly rest: string;
  readonly optimize: string;
  readonly elasticsearch: string;
}

/** An error of the simulator itself must not look like one of the component. */
function reportBug(response: Exchange, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const body = JSON.stringify({ simulatorBug: error instanceof Error ? error.stack : String(error) });
  writeAnswer(response, { status: 500, contentType: 'application/json', body });
}

interface Listening {
  /** Where a component listens, by its name and its place in the range of the cluster. */
  readonly ports: (component: string, offset: number) => Port;
  readonly host: string;
  readonly onCall: CallHook | undefined;
}

/** A cluster with its listeners: which of them are open follows from the state of the cluster. */
export class ClusterHost {
  private readonly listeners = new Map<string, ComponentListener>();
  private isClosing = false;

  constructor(
    readonly cluster: SimulatedCluster,
    log: EffectLog,
    { ports, host, onCall }: Listening,
  ) {
    for (const [component, offset] of listenerOffsets(cluster.config)) {
      const handler = handlerOf(cluster, component);
      const pipeline = new CallPipeline(cluster, log, { component, handler, onCall, ownerOf });
      const listener = new ComponentListener(
        ports(component, offset),
        (request, response) => {
          pipeline.handle(request, response).catch((error: unknown) => reportBug(response, error));
        },
        host,
      );
      this.listeners.set(component, listener);
    }
    cluster.onChange(() => {
      // A port that cannot be opened again shows as a refused connection.
      this.settle().catch(() => undefined);
    });
  }

  get urls(): ClusterUrls {
    const url = (component: string): string => this.listeners.get(component)?.url ?? '';
    const brokers = [...this.listeners.keys()].filter((component) => component.startsWith('broker-'));
    const zeebe = url('gateway') === '' ? url('broker-0') : url('gateway');
    return {
      zeebe,
      brokers: brokers.map(url),
      operate: url('operate'),
      tasklist: url('tasklist'),
      rest: url(restListener),
      webapps: this.cluster.config.components.includes('webapps') ? zeebe : '',
      optimize: url('optimize'),
      elasticsearch: url('elasticsearch'),
    };
  }

  get ports(): Record<string, number> {
    return Object.fromEntries(
      [...this.listeners].map(([component, { boundPort }]) => [component, boundPort]),
    );
  }

  get components(): string[] {
    return [...this.listeners.keys()].filter((name) => name !== restListener);
  }

  /** Opens what is up and closes what is down. */
  async settle(): Promise<void> {
    if (this.isClosing) return;
    await Promise.all([...this.listeners].map(([name, listener]) => listener.setOpen(this.isUp(name))));
  }

  /** The REST API answers as long as there is a gateway for it. */
  private isUp(name: string): boolean {
    const { context } = this.cluster;
    if (name !== restListener) return !context.isDown(name);
    const gateways = this.components.filter((component) => component === 'gateway');
    const brokers = this.components.filter((component) => component.startsWith('broker-'));
    const serving = gateways.length > 0 ? gateways : brokers;
    return !context.isDown(restListener) && serving.some((component) => !context.isDown(component));
  }

  async close(): Promise<void> {
    this.isClosing = true;
    this.cluster.halt();
    await Promise.all([...this.listeners.values()].map((listener) => listener.setOpen(false)));
    await this.cluster.stores.close();
  }
}
