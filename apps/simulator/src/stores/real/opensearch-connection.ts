import {
  UndiciConnection,
  type ConnectionRequestOptions,
  type ConnectionRequestParams,
  type ConnectionRequestResponse,
} from '@elastic/transport';

type Headers = NonNullable<ConnectionRequestParams['headers']>;

/**
 * Lets the simulator write into OpenSearch with the client that it has for Elasticsearch. What it asks for means the same in
 * both; the client only names a media type that OpenSearch does not know, and wants a product named in each answer.
 * Holdfast itself has a client of its own (libs/search).
 */
export class OpenSearchConnection extends UndiciConnection {
  override async request(params: ConnectionRequestParams, options: ConnectionRequestOptions): Promise<never> {
    const headers = plainHeaders(params.headers ?? {});
    const answer: ConnectionRequestResponse = await super.request({ ...params, headers }, options);
    return { ...answer, headers: { ...answer.headers, 'x-elastic-product': 'Elasticsearch' } } as never;
  }
}

/** `application/vnd.elasticsearch+json; compatible-with=8` is `application/json` to any other engine. */
function plainHeaders(headers: Headers): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? value.replace(/application\/vnd\.elasticsearch\+([\w-]+); *compatible-with=\d+/g, 'application/$1')
        : value,
    ]),
  );
}
