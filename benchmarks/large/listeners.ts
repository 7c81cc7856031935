import type { Api } from '../../test/support/api.ts';
import { PATIENCE_SECONDS } from '../../test/support/patience.ts';

/** One client of an event stream. It keeps no more than it needs to find a text at the edge of two chunks. */
class Listener {
  private readonly closing = new AbortController();
  private tail = '';
  private wanted: { text: string; seen: (epochMs: number) => void } | null = null;

  /** Resolves once the server has sent the head of the stream. */
  async open(api: Api, path: string): Promise<void> {
    const response = await api.open(path);
    if (!response.ok || response.body === null)
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    void this.read(response.body);
  }

  /** When this text first arrives, in ms since the epoch. @throws Error when it does not */
  next(text: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`an event with ${text} did not arrive within ${PATIENCE_SECONDS} s`)),
        PATIENCE_SECONDS * 1000,
      );
      this.wanted = {
        text,
        seen: (epochMs) => {
          clearTimeout(late);
          resolve(epochMs);
        },
      };
      this.look('');
    });
  }

  close(): void {
    this.closing.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    const reader = body.getReader();
    this.closing.signal.addEventListener('abort', () => void reader.cancel());
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.look(decoder.decode(value, { stream: true }));
    }
  }

  private look(chunk: string): void {
    const text = this.tail + chunk;
    const { wanted } = this;
    if (wanted !== null && text.includes(wanted.text)) {
      this.wanted = null;
      wanted.seen(Date.now());
    }
    this.tail = text.slice(-200);
  }
}

/** Many clients of one event stream. */
export class Listeners {
  private constructor(private readonly all: readonly Listener[]) {}

  /** @param apiOf the API for the listener of a number */
  static async open(count: number, path: string, apiOf: (index: number) => Api): Promise<Listeners> {
    const all = Array.from({ length: count }, () => new Listener());
    await Promise.all(all.map((listener, index) => listener.open(apiOf(index), path)));
    return new Listeners(all);
  }

  /** When a text of at most 200 characters arrives at each of them, in ms since the epoch. @throws Error when it does not */
  next(text: string): Promise<number[]> {
    return Promise.all(this.all.map((listener) => listener.next(text)));
  }

  close(): void {
    for (const listener of this.all) listener.close();
  }
}
