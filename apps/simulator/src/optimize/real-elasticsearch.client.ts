import { z } from 'zod';

const requestTimeout = 10_000;
/** A snapshot is waited for; it may be large. */
const snapshotTimeout = 600_000;

const snapshotSchema = z.looseObject({
  snapshot: z.string(),
  state: z.string().default('IN_PROGRESS'),
  start_time_in_millis: z.number().default(0),
  failures: z.array(z.looseObject({ reason: z.string().default('') })).default([]),
  metadata: z.looseObject({ backupId: z.number().optional() }).optional(),
});

const listSchema = z.looseObject({ snapshots: z.array(snapshotSchema).default([]) });

export type RealSnapshot = z.infer<typeof snapshotSchema>;

/** The few calls that Optimize makes to a real Elasticsearch. */
export class RealElasticsearchClient {
  constructor(
    private readonly url: string,
    private readonly repository: string,
    private readonly signal: AbortSignal,
  ) {}

  async hasRepository(): Promise<boolean> {
    return (await this.call('GET', `/_snapshot/${this.repository}`)).status === 200;
  }

  /** A snapshot of no index would be a success as well, and prove nothing. */
  async ensureIndices(names: readonly string[]): Promise<void> {
    for (const name of names) {
      if ((await this.call('HEAD', `/${name}`)).status !== 404) continue;
      await this.call('PUT', `/${name}`, { settings: { number_of_shards: 1, number_of_replicas: 0 } });
      await this.call('POST', `/${name}/_doc?refresh=true`, { createdBy: 'simulated Optimize' });
    }
  }

  async snapshots(pattern: string): Promise<RealSnapshot[]> {
    const response = await this.call(
      'GET',
      `/_snapshot/${this.repository}/${pattern}?ignore_unavailable=true`,
    );
    if (response.status !== 200) return [];
    return listSchema.parse(await response.json()).snapshots;
  }

  /** Takes a snapshot and waits for its end. True when it is a SUCCESS. */
  async take(
    name: string,
    body: { readonly indices: readonly string[]; readonly metadata: object },
  ): Promise<boolean> {
    const path = `/_snapshot/${this.repository}/${name}?wait_for_completion=true`;
    const order = {
      ...body,
      indices: body.indices.join(','),
      feature_states: ['none'],
      ignore_unavailable: false,
    };
    const response = await this.call('PUT', path, order, snapshotTimeout);
    if (response.status !== 200) return false;
    const { snapshot } = z.looseObject({ snapshot: snapshotSchema }).parse(await response.json());
    return snapshot.state === 'SUCCESS';
  }

  async delete(name: string): Promise<void> {
    await this.call('DELETE', `/_snapshot/${this.repository}/${name}`);
  }

  private call(method: string, path: string, body?: object, timeout = requestTimeout): Promise<Response> {
    return fetch(new URL(path, this.url), {
      method,
      signal: AbortSignal.any([this.signal, AbortSignal.timeout(timeout)]),
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  }
}
