import { StepFailure } from '#domain';
import type { CallOptions } from '#http';
import type { ManagementClient } from '../http/management-client.ts';
import { brokerIdsIn } from './cluster-topology.ts';

/** A server that does not answer within this is not waited for: brokers may have to be resumed meanwhile (ms). */
const ASK_MS = 2_000;

/** All brokers of one cluster, at their management ports. */
export interface Brokers {
  /**
   * Who they are now. Never empty.
   * @throws what `call.signal` is aborted with
   */
  all(call?: CallOptions): Promise<readonly ManagementClient[]>;
}

/** Those that the configuration lists. */
export class ListedBrokers implements Brokers {
  constructor(private readonly list: readonly ManagementClient[]) {}

  all(): Promise<readonly ManagementClient[]> {
    return Promise.resolve(this.list);
  }
}

/**
 * Those whose node ids the cluster reports (`/actuator/cluster`, 8.4 and later), at addresses that follow from the ids: a
 * cluster that is scaled needs no change of the configuration. While no server reports them, those that were reported last count.
 */
export class ReportedBrokers implements Brokers {
  private readonly clients = new Map<number, ManagementClient>();
  private ids: readonly number[];

  /**
   * @param clientOf the client of the broker with a node id
   * @param count how many there are before any was reported, with node ids from 0
   */
  constructor(
    private readonly gateway: ManagementClient,
    private readonly clientOf: (id: number) => ManagementClient,
    count: number,
  ) {
    this.ids = Array.from({ length: Math.max(count, 1) }, (_, id) => id);
  }

  async all(call?: CallOptions): Promise<readonly ManagementClient[]> {
    const look = { ...call, timeoutMs: Math.min(call?.timeoutMs ?? ASK_MS, ASK_MS) };
    delete look.permit;
    this.ids = (await this.reported(look)) ?? this.ids;
    return this.known();
  }

  /** From 8.8 on every broker can report them, so that a gateway that is down hides none. */
  private async reported(look: CallOptions): Promise<readonly number[] | null> {
    const byGateway = await idsAt(this.gateway, look);
    if (byGateway !== null) return byGateway;
    const byBrokers = await Promise.all(this.known().map((broker) => idsAt(broker, look)));
    return byBrokers.find((ids) => ids !== null) ?? null;
  }

  private known(): ManagementClient[] {
    return this.ids.map((id) => {
      const client = this.clients.get(id) ?? this.clientOf(id);
      this.clients.set(id, client);
      return client;
    });
  }
}

/** Null where they are not reported, or none is. */
async function idsAt(client: ManagementClient, look: CallOptions): Promise<readonly number[] | null> {
  try {
    const answer = await client.get('/actuator/cluster', look);
    const ids = answer.status === 200 ? brokerIdsIn(answer.body) : [];
    return ids.length > 0 ? ids : null;
  } catch (error) {
    if (!(error instanceof StepFailure) || look.signal?.aborted) throw error;
    return null;
  }
}
