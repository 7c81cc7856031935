import {
  HttpConnection,
  UndiciConnection,
  errors,
  type ConnectionRequestOptions,
  type ConnectionRequestOptionsAsStream,
  type ConnectionRequestParams,
  type ConnectionRequestResponse as Answered,
  type ConnectionRequestResponseAsStream,
} from '@elastic/transport';
import {
  ANSWER_BOUNDS,
  BeyondBounds,
  inMebibytes,
  requireBounds,
  type AnswerBounds,
  type GuardedAgents,
} from '#http';

/** What is handed to a request. */
export type RequestContext = {
  /** Of a client that uses a `GuardedConnection`. */
  agents?: GuardedAgents;
  /** Where they are not those of every answer. */
  bounds?: AnswerBounds;
};

const boundsOf = ({ context }: Pick<ConnectionRequestOptions, 'context'>): AnswerBounds =>
  (context as RequestContext | null | undefined)?.bounds ?? ANSWER_BOUNDS;

/** Something answered, and its answer is not one that Elasticsearch gives. The message is for people. */
export class OddAnswer extends Error {
  constructor(
    message: string,
    /** Whether the same call may be answered otherwise later. */
    readonly retryable: boolean,
    readonly status: number | null = null,
  ) {
    super(message);
    this.name = 'OddAnswer';
  }
}

/**
 * The client itself takes every status below 400 for success, inflates without a bound, and ends the process with an error
 * that cannot be caught when it gets a length that it does not accept. So it is asked for a stream, which is read here.
 * It parses what is returned, so all bounds are looked at before.
 * @throws OddAnswer for a redirect, a compressed answer, and one that is beyond its bounds; the rest of it is not read
 */
async function readAnswer(
  { statusCode, headers, body }: ConnectionRequestResponseAsStream,
  bounds: AnswerBounds,
): Promise<Answered> {
  // A stream that is given up says so by an event, for which there must be a listener.
  body.on('error', () => undefined);
  try {
    requireReadable(statusCode, headers, bounds);
    const text = await readBody(body, bounds);
    if (/json/i.test(headers['content-type'] ?? '')) requireFitting(text, bounds);
    return { statusCode, headers, body: text };
  } catch (error) {
    body.destroy();
    if (error instanceof OddAnswer) throw error;
    throw new errors.ConnectionError((error as Error).message);
  }
}

/** Elasticsearch answers with 2xx, or an error; anything else comes from something in between, and nothing was done. */
function requireReadable(status: number, headers: Answered['headers'], { bytes }: AnswerBounds): void {
  if (status < 200 || (status >= 300 && status < 400))
    throw new OddAnswer(
      `HTTP ${status}. Redirects are not followed: give the address of Elasticsearch itself (records.url).`,
      false,
      status,
    );
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    throw new OddAnswer(
      'its answer is compressed, which was not asked for. Check a proxy between.',
      true,
      status,
    );
  if (Number(headers['content-length'] ?? 0) > bytes) throw tooLarge(bytes);
}

async function readBody(
  body: ConnectionRequestResponseAsStream['body'],
  { bytes }: AnswerBounds,
): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bytes) throw tooLarge(bytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Whatever looks at it later may recurse, and may take much more memory than the text. */
function requireFitting(json: string, bounds: AnswerBounds): void {
  try {
    requireBounds(json, bounds);
  } catch (error) {
    if (error instanceof BeyondBounds)
      throw new OddAnswer(`its answer is ${error.message}. Check what answers at its address.`, true);
    throw error;
  }
}

const tooLarge = (bytes: number) =>
  new OddAnswer(`it answered with more than ${inMebibytes(bytes)}. Check what answers at its address.`, true);

/** Reads; connections are used again. */
export class ReadingConnection extends UndiciConnection {
  override request(params: ConnectionRequestParams, options: ConnectionRequestOptions): Promise<Answered>;
  override request(
    params: ConnectionRequestParams,
    options: ConnectionRequestOptionsAsStream,
  ): Promise<ConnectionRequestResponseAsStream>;
  override async request(params: ConnectionRequestParams, options: ConnectionRequestOptions): Promise<never> {
    const answer = await super.request(params, { ...options, asStream: true });
    return (await readAnswer(answer, boundsOf(options))) as never;
  }
}

/** Sends each request through the agents of its context, and so through a connection of its own. */
export class GuardedConnection extends HttpConnection {
  override request(params: ConnectionRequestParams, options: ConnectionRequestOptions): Promise<Answered>;
  override request(
    params: ConnectionRequestParams,
    options: ConnectionRequestOptionsAsStream,
  ): Promise<ConnectionRequestResponseAsStream>;
  override async request(params: ConnectionRequestParams, options: ConnectionRequestOptions): Promise<never> {
    const answer = await super.request(params, { ...options, asStream: true });
    return (await readAnswer(answer, boundsOf(options))) as never;
  }

  override buildRequestObject(params: ConnectionRequestParams, options: ConnectionRequestOptions) {
    const { agents } = options.context as RequestContext;
    const agent = this.url.protocol === 'https:' ? agents?.https : agents?.http;
    return { ...super.buildRequestObject(params, options), agent };
  }
}
