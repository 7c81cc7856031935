import { Redis, type RedisOptions } from 'ioredis';

/** A server of a Redis Cluster. */
export interface ClusterServer {
  host: string;
  port: number;
}

/** What one server says about the cluster. */
export interface ClusterView {
  servers: readonly ClusterServer[];
  /** Who has the slot, and since which epoch; null while the server knows of none. */
  owner: (ClusterServer & { epoch: number }) | null;
}

/** Host, port and id; newer servers add more. */
type SlotServer = [string | null, number, string, ...unknown[]];
/** Of the answer of CLUSTER SLOTS: first and last slot, then the primary and its replicas. */
export type SlotRange = [number, number, ...SlotServer[]];

/** How long one server may take to say who has the slot (ms), and how long the last ones once most have. */
const ANSWER_MS = 2_000;
const LAST_MS = 500;

/**
 * Finds the server that has the slot of one hash tag. All keys of Holdfast carry the same tag, so this server is its whole
 * Redis, and a client of one server serves: it needs to be sent to another one only after a failover.
 */
export class SlotOwner {
  private known: readonly ClusterServer[];
  private search: Promise<ClusterServer> | null = null;

  /**
   * @param seeds some servers of the cluster; the others are found through them
   * @param tag hash tag of every key
   * @param access login and TLS, which are the same for all servers
   */
  constructor(
    private readonly seeds: readonly ClusterServer[],
    private readonly tag: string,
    private readonly access: Pick<RedisOptions, 'username' | 'password' | 'tls'>,
  ) {
    this.known = seeds;
  }

  /**
   * Every server is asked, because one that is cut off from the others still takes itself for the owner: the newest epoch
   * counts. Clients that look at the same time share one search.
   * @throws Error that names the servers, when none of those that answer knows an owner
   */
  find(): Promise<ClusterServer> {
    this.search ??= this.look().finally(() => (this.search = null));
    return this.search;
  }

  private async look(): Promise<ClusterServer> {
    const asked = distinct([...this.known, ...this.seeds]);
    const answers = await mostOf(asked.map((server) => this.ask(server)));
    const views = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const owner = newestOwner(views);
    if (owner === null) throw new Error(noOwner(asked, answers));
    this.known = distinct(views.flatMap(({ servers }) => servers));
    return owner;
  }

  private async ask(server: ClusterServer): Promise<ClusterView> {
    const redis = new Redis({
      ...this.access,
      ...server,
      ...{ connectTimeout: ANSWER_MS, commandTimeout: ANSWER_MS },
      ...{ lazyConnect: true, enableReadyCheck: false, maxRetriesPerRequest: 0, retryStrategy: () => null },
    });
    // Without it, a refusal would show only as a connection that closed.
    let refusal: Error | undefined;
    redis.on('error', (error: Error) => (refusal = error));
    try {
      await redis.connect();
      const [slot, ranges, nodes] = await Promise.all([
        redis.cluster('KEYSLOT', this.tag),
        redis.cluster('SLOTS'),
        redis.cluster('NODES'),
      ]);
      return readView({ slot, ranges, nodes: String(nodes), asked: server });
    } catch (error) {
      throw refusal ?? error;
    } finally {
      redis.disconnect();
    }
  }
}

/**
 * Reads CLUSTER SLOTS, which has the addresses as clients should use them, and CLUSTER NODES, which has the epochs. Pure.
 * @param asked the server that answered; it leaves its own host out when it does not know it
 */
export function readView(answer: {
  slot: number;
  ranges: readonly SlotRange[];
  nodes: string;
  asked: ClusterServer;
}): ClusterView {
  const { slot, ranges, nodes, asked } = answer;
  const at = ([host, port, id]: SlotServer): ClusterServer => ({
    host: host === '?' ? addressIn(nodes, id) : host || asked.host,
    port,
  });
  const servers = ranges.flatMap(([, , ...rest]) => rest.map(at));
  const [, , primary] = ranges.find(([first, last]) => first <= slot && slot <= last) ?? [];
  if (primary === undefined) return { servers, owner: null };
  return { servers, owner: { ...at(primary), epoch: epochOf(nodes, primary[2]) } };
}

/** Lines of CLUSTER NODES: id, address, flags, primary, ping, pong, epoch, link, slots. */
function fieldsOf(nodes: string, id: string): string[] {
  return (
    nodes
      .split('\n')
      .find((line) => line.startsWith(`${id} `))
      ?.split(' ') ?? []
  );
}

const epochOf = (nodes: string, id: string): number => Number(fieldsOf(nodes, id)[6] ?? 0);

/** A server that is to be called by a name, and has none. */
const addressIn = (nodes: string, id: string): string =>
  fieldsOf(nodes, id)[1]?.replace(/:\d+@.*$/, '') ?? '?';

/** Pure. */
export function newestOwner(views: readonly ClusterView[]): ClusterServer | null {
  const owners = views.flatMap(({ owner }) => owner ?? []);
  const [first, ...rest] = owners;
  if (first === undefined) return null;
  const { host, port } = rest.reduce((best, each) => (each.epoch > best.epoch ? each : best), first);
  return { host, port };
}

/** What came of the calls. Those that take much longer than most of them count as failed. Never rejects. */
export async function mostOf<T>(calls: readonly Promise<T>[]): Promise<PromiseSettledResult<T>[]> {
  const results = calls.map((): PromiseSettledResult<T> => {
    return { status: 'rejected', reason: new Error('does not answer') };
  });
  let missing = Math.floor(calls.length / 2) + 1;
  await new Promise<void>((resolve) => {
    const note = async (call: Promise<T>, index: number): Promise<void> => {
      const [result] = await Promise.allSettled([call]);
      results[index] = result;
      if (result.status === 'fulfilled') missing -= 1;
      if (missing === 0) setTimeout(resolve, LAST_MS);
    };
    void Promise.all(calls.map(note)).then(() => resolve());
  });
  return results;
}

function noOwner(
  asked: readonly ClusterServer[],
  answers: readonly PromiseSettledResult<ClusterView>[],
): string {
  const said = asked.map(({ host, port }, index) => {
    const answer = answers[index];
    const reason =
      answer?.status === 'rejected' ? (answer.reason as Error).message : 'knows no server for it';
    return `${host}:${port} ${reason}`;
  });
  return `no server of redis.cluster says which one has Holdfast's keys: ${said.join('; ')}`;
}

function distinct(servers: readonly ClusterServer[]): ClusterServer[] {
  return [...new Map(servers.map((server) => [`${server.host}:${server.port}`, server])).values()];
}
