/** The limits for an answer of Holdfast, in size and time: the server that answers may be something else. */
export const API_BOUNDS = {
  /** Of a JSON document, inflated. */
  bytes: 64 * 1024 * 1024,
  /** Of a support bundle. */
  fileBytes: 256 * 1024 * 1024,
  /** Of one event of a stream. */
  eventCharacters: 1024 * 1024,
  /** For a whole answer that is no stream: a support bundle asks every component (ms). */
  wholeMs: 10 * 60_000,
  /** Between two signs of life of a stream, which Holdfast gives every 15 s (ms). */
  quietMs: 60_000,
} as const;
export type ApiBounds = Record<keyof typeof API_BOUNDS, number>;

/** The answer has no end. The message is for people. */
export class EndlessAnswer extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'EndlessAnswer';
  }
}

/**
 * A whole body, inflated.
 * @throws EndlessAnswer as soon as it is larger than it may be; the rest is not read
 */
export async function readWhole(response: Response, bytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const body = response.body as AsyncIterable<Uint8Array> | null;
  if (body === null) return new Uint8Array();
  // Leaving the loop cancels the stream, and with it the connection.
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > bytes) throw new EndlessAnswer(`answered with more than ${bytes / (1024 * 1024)} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** JSON of a body; null when it is none. @throws EndlessAnswer */
export async function readJson(response: Response, bytes: number): Promise<unknown> {
  const text = Buffer.from(await readWhole(response, bytes)).toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
