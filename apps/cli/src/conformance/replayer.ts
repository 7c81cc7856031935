import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { ANSWER_BOUNDS } from '#http';
import type { Address } from './addresses.ts';
import { listenForEach, readAll, stop } from './loopback-server.ts';
import type { Exchange, ReadRecording } from './recording.ts';

/** Answers as a recorded cluster did, on loopback: by address, method and path, in the order of the recording. */
export class Replayer {
  private constructor(
    readonly addresses: readonly Address[],
    private readonly answers: Answers,
    private readonly servers: readonly Server[],
  ) {}

  static async start({ addresses, exchanges }: ReadRecording): Promise<Replayer> {
    const answers = new Answers(exchanges);
    const { servers, made } = await listenForEach(addresses, ({ name, contextPath }) => ({
      listener: (incoming, outgoing) => {
        // A client without an answer sees a connection that ends.
        answers.give(name, incoming, outgoing).catch(() => outgoing.destroy());
      },
      done: (url): Address => ({ name, url: url + contextPath, connection: {} }),
    }));
    return new Replayer(made, answers, servers);
  }

  /** Calls that are not in the recording, in the order in which they came. */
  get unknown(): readonly string[] {
    return this.answers.unknown;
  }

  /** Recorded calls that no client made. */
  get left(): number {
    return this.answers.left;
  }

  /** Idempotent. */
  async close(): Promise<void> {
    await Promise.all(this.servers.map(stop));
  }
}

/** What was answered to equal calls, and which of it comes next. */
interface Queue {
  exchanges: Exchange[];
  next: number;
}

class Answers {
  readonly unknown: string[] = [];
  left: number;
  private readonly waiting = new Map<string, Queue>();

  constructor(exchanges: readonly Exchange[]) {
    this.left = exchanges.length;
    for (const exchange of exchanges) {
      const key = keyOf(exchange);
      const queue = this.waiting.get(key);
      if (queue === undefined) this.waiting.set(key, { exchanges: [exchange], next: 0 });
      else queue.exchanges.push(exchange);
    }
  }

  async give(to: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = '', url: path = '' } = incoming;
    const request = await readAll(incoming, ANSWER_BOUNDS.bytes);
    const answer = this.take(keyOf({ to, method, path }), request);
    if (answer === null) this.unknown.push(`${to}: ${method} ${path}`);
    if (answer === null || answer.status === null) {
      outgoing.destroy();
      return;
    }
    const { status, type, body } = answer;
    outgoing.writeHead(status, type === null ? {} : { 'content-type': type }).end(body);
  }

  private take(key: string, request: string): Exchange | null {
    const queue = this.waiting.get(key);
    const answer = queue?.exchanges[queue.next];
    if (queue === undefined || answer?.request !== request) return null;
    queue.next += 1;
    this.left -= 1;
    return answer;
  }
}

const keyOf = ({ to, method, path }: Pick<Exchange, 'to' | 'method' | 'path'>): string =>
  `${to} ${method} ${path}`;
