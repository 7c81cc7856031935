import { EventParser, type ServerSentEvent } from './server-sent-events.ts';
import { ApiProblem, asProblem, send } from './http.ts';

/** The state of a stream. `lost`: no answer, so it is tried again; `ended`: nothing more will come. */
export type Link =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'lost'; since: number; problem: ApiProblem }
  | { state: 'ended' };

export interface Listener {
  /** Events that arrived together. */
  onEvents: (events: ServerSentEvent[]) => void;
  onLink: (link: Link) => void;
  /** Whether everything was heard when the server ended the stream, so that it need not be tried again. */
  isOver?: () => Promise<boolean> | boolean;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;
/** The server sends something every 15 s. After this time without data the connection is dead, whatever TCP reports (ms). */
const SILENCE_MS = 40_000;

/**
 * Follows a stream for as long as it is wanted: begins again by itself after the last event that was heard, and says
 * when it is cut off. By fetch and not EventSource, which hides why it failed.
 * @returns what ends it
 */
export function follow(path: string, listener: Listener): () => void {
  const stop = new AbortController();
  void run(path, listener, stop.signal);
  return () => stop.abort();
}

async function run(path: string, listener: Listener, signal: AbortSignal): Promise<void> {
  let lastId: string | null = null;
  let wait = FIRST_WAIT_MS;
  let lostSince: number | null = null;
  const heard = (events: ServerSentEvent[]): void => {
    wait = FIRST_WAIT_MS;
    lostSince = null;
    lastId = events.findLast(({ id }) => id !== null)?.id ?? lastId;
    if (events.length > 0) listener.onEvents(events);
  };
  listener.onLink({ state: 'connecting' });
  const wanted = (): boolean => !signal.aborted;
  while (wanted()) {
    try {
      const ended = await connect({ path, lastId, signal, heard, onLink: listener.onLink });
      if (ended || (await listener.isOver?.())) {
        listener.onLink({ state: 'ended' });
        return;
      }
      throw new ApiProblem('unreachable', 0, 'Holdfast does not answer', 'The connection ended.');
    } catch (error) {
      if (!wanted()) return;
      lostSince ??= Date.now();
      listener.onLink({ state: 'lost', since: lostSince, problem: asProblem(error) });
    }
    await pause(wait, signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

interface Attempt {
  path: string;
  lastId: string | null;
  signal: AbortSignal;
  heard: (events: ServerSentEvent[]) => void;
  onLink: (link: Link) => void;
}

/** @returns whether the server says that nothing will come */
async function connect({ path, lastId, signal, heard, onLink }: Attempt): Promise<boolean> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const response = await send(path, {
      headers: lastId === null ? {} : { 'Last-Event-ID': lastId },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (response.status === 204 || response.body === null) return true;
    onLink({ state: 'live' });
    heard([]);
    const parser = new EventParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return false;
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      heard(parser.push(value));
    }
  } finally {
    clearTimeout(timer);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
