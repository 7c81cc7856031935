import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GenerationName, PauseKind } from '#domain';
import { createCamundaClients } from '../create-camunda-clients.ts';
import type { ExportingSituation, ExportingSubject } from './exporting-api.contract.ts';

/** How the exporting of one generation, or of some of its patches, answers. */
export interface ExportingWire {
  generation: GenerationName;
  kind: PauseKind;
  never?: PauseKind;
  /**
   * How a call is answered that changes exporting: `real`, with an HTTP status of its own; `envelope`, HTTP 200 with the
   * status inside; `text`, HTTP 200 with the status inside and a text for a body (8.10).
   */
  answers: 'real' | 'envelope' | 'text';
  /** Partitions by physical tenant (8.10 with several). By REST only the default one is meant, and another always exports. */
  tenants?: boolean;
  /** A single broker resumes on its own. */
  brokersResume: boolean;
}

type Phase = 'EXPORTING' | 'PAUSED' | 'SOFT_PAUSED';
type Answer = [status: number, body?: unknown];

const REFUSAL = 'Expected 2 members of partition 1 but found 1';

/** Two brokers with a partition each, of which the first has the gateway. */
class ScriptedCluster {
  readonly phases: Phase[];
  asked = 0;
  private readonly servers: Server[] = [];
  urls: string[] = [];

  constructor(
    private readonly wire: ExportingWire,
    private readonly situation: ExportingSituation,
  ) {
    const paused = this.pausedAs(wire.kind);
    const begin: Partial<Record<ExportingSituation, Phase[]>> = {
      ...{ refusing: [paused, paused], brokerDown: [paused, paused], halfway: ['EXPORTING', paused] },
    };
    this.phases = begin[situation] ?? ['EXPORTING', 'EXPORTING'];
  }

  async start(): Promise<void> {
    for (const broker of [0, 1]) {
      const server = createServer((request, response) => {
        this.asked += 1;
        const [status, body] = this.answer(broker, `${request.method ?? ''} ${request.url ?? ''}`);
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body));
      });
      this.servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      this.urls.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    }
    if (this.situation === 'brokerDown') await stop(this.servers.pop());
    if (this.situation === 'down') await this.close();
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.splice(0).map(stop));
  }

  private answer(broker: number, call: string): Answer {
    const { generation, kind, brokersResume } = this.wire;
    const [method, path = ''] = call.split(' ');
    const rest = generation === '8.10';
    if (call === 'GET /actuator/partitions')
      return this.situation === 'broken' ? [200, '{"1": '] : [200, this.shown(broker)];
    if (call === 'GET /actuator/cluster')
      return generation < '8.4' && !rest
        ? bare(path)
        : [200, clusterOf(this.wire.tenants ? ['default', 'other'] : ['default'])];
    if (call === 'GET /v2/exporting' && rest) return [200, { status: this.configured() }];
    if (call.startsWith('POST /actuator/partitions/resumeExporting')) {
      // 8.10: the text was never recorded.
      if (!brokersResume) return [400, { message: 'exporting is part of the configuration of the cluster' }];
      this.phases[broker] = 'EXPORTING';
      return [200, this.shown(broker)];
    }
    if (method !== 'POST') return bare(path);
    if (rest && path.startsWith('/v2/exporting/'))
      return this.change(path, (status) => [status, problem(status)]);
    if (path.startsWith('/actuator/exporting/')) return this.change(path, (status) => this.inShape(status));
    return bare(path);

    function bare(of: string): Answer {
      return [404, { timestamp: '2026', status: 404, error: 'Not Found', path: of }];
    }
    function problem(status: number): unknown {
      return status === 204
        ? undefined
        : { type: 'about:blank', title: 'Internal Server Error', status, detail: `${REFUSAL}, ${kind}` };
    }
  }

  private change(path: string, answer: (status: number) => Answer): Answer {
    if (this.situation === 'refusing' || this.situation === 'brokerDown') return answer(500);
    const [operation = '', query = ''] = path.split('?');
    const phase: Phase = operation.endsWith('/resume')
      ? 'EXPORTING'
      : this.pausedAs(query.includes('soft=true') ? 'soft' : 'hard');
    this.phases.fill(phase);
    return answer(204);
  }

  private inShape(status: number): Answer {
    const failed = status !== 204;
    if (this.wire.answers === 'real') return [status, failed ? { message: REFUSAL } : undefined];
    const body = this.wire.answers === 'text' ? REFUSAL : { message: REFUSAL, suppressed: [] };
    return [200, { body: failed ? body : null, status, contentType: null }];
  }

  private shown(broker: number): unknown {
    const replicaIn = (exporterPhase: Phase | undefined) => ({
      [broker + 1]: {
        ...{ role: 'LEADER', processedPosition: 2944, streamProcessorPhase: 'PROCESSING' },
        ...{ exporterPhase, exportedPosition: 2712 },
      },
    });
    const mine = replicaIn(this.phases[broker]);
    if (!this.wire.tenants) return mine;
    return { default: mine, other: this.wire.generation === '8.10' ? replicaIn('EXPORTING') : mine };
  }

  private configured(): string {
    return this.phases[0] === this.phases[1] ? String(this.phases[0]) : 'MIXED';
  }

  private pausedAs(kind: PauseKind): Phase {
    return kind === 'soft' ? 'SOFT_PAUSED' : 'PAUSED';
  }
}

/** With several tenants, each partition says whose it is. */
function clusterOf(tenants: readonly string[]) {
  const partitionsOf = (broker: number) =>
    tenants.map((tenant) => ({
      ...(tenants.length > 1 && { physicalTenantId: tenant }),
      ...{ id: broker + 1, state: 'ACTIVE', priority: 1 },
    }));
  return { version: 1, brokers: [0, 1].map((id) => ({ id, state: 'ACTIVE', partitions: partitionsOf(id) })) };
}

async function stop(server: Server | undefined): Promise<void> {
  if (!server) return;
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

/** A cluster that small HTTP servers play, with the clients of its generation in front. */
export function scriptedExporting(wire: ExportingWire): ExportingSubject {
  return {
    ...{ kind: wire.kind, brokersResume: wire.brokersResume, ...(wire.never && { never: wire.never }) },
    ...(wire.tenants && {
      tenants: { names: ['default', 'other'], meant: wire.generation === '8.10' ? 1 : 2 },
    }),
    connect: async (situation) => {
      const cluster = new ScriptedCluster(wire, situation);
      await cluster.start();
      const gateway = { management: cluster.urls[0]! };
      const unified = ['8.8', '8.10', 'rdbms'].includes(wire.generation);
      const clients = createCamundaClients({
        generation: wire.generation,
        zeebe: { ...gateway, brokers: cluster.urls },
        ...(unified && { webapps: gateway }),
        ...(wire.generation === '8.10' && { rest: { url: gateway.management } }),
      });
      return { clients, asked: () => cluster.asked, close: () => cluster.close() };
    },
  };
}
