import type { World } from './world.ts';

interface Snapshot {
  snapshot: string;
  uuid: string;
}

/** A simulated cluster's Elasticsearch and backup store, as an operator with access to them sees and changes them. */
export class SimulatedStore {
  private readonly elasticsearch: string;
  private readonly zeebe: string;

  constructor(
    world: World,
    cluster: string,
    private readonly repository = 'camunda',
  ) {
    const urls = world.simulator.clusters[cluster];
    if (!urls) throw new Error(`the simulator has no cluster ${cluster}`);
    this.elasticsearch = urls.elasticsearch;
    this.zeebe = urls.zeebe;
  }

  /** Names and uuids of all snapshots whose name holds a text, by name. */
  async snapshots(text: number | string = ''): Promise<Snapshot[]> {
    const { snapshots } = await this.ask<{ snapshots: Snapshot[] }>('GET', `/_snapshot/${this.repository}/*`);
    return snapshots
      .filter(({ snapshot }) => snapshot.includes(String(text)))
      .map(({ snapshot, uuid }) => ({ snapshot, uuid }))
      .sort((a, b) => (a.snapshot < b.snapshot ? -1 : 1));
  }

  async names(text: number | string = ''): Promise<string[]> {
    return (await this.snapshots(text)).map(({ snapshot }) => snapshot);
  }

  async deleteSnapshot(name: string): Promise<void> {
    await this.ask('DELETE', `/_snapshot/${this.repository}/${name}`);
  }

  async takeSnapshot(name: string, indices: string): Promise<void> {
    await this.ask('PUT', `/_snapshot/${this.repository}/${name}?wait_for_completion=true`, { indices });
  }

  async unregister(): Promise<void> {
    await this.ask('DELETE', `/_snapshot/${this.repository}`);
  }

  /** As it was registered at first. */
  async register(): Promise<void> {
    await this.ask('PUT', `/_snapshot/${this.repository}`, {
      type: 'fs',
      settings: { compress: true, location: `/data/es/repo/${this.repository}` },
    });
  }

  /** Documents of every index, by name. */
  async documents(): Promise<Record<string, number>> {
    const rows = await this.ask<{ index: string; 'docs.count': string }[]>(
      'GET',
      '/_cat/indices?format=json&expand_wildcards=all&h=index,docs.count',
    );
    return Object.fromEntries(rows.map((row) => [row.index, Number(row['docs.count'])]));
  }

  /** Writes documents into an index, and creates the index where it is missing. */
  async write(index: string, documents: number): Promise<void> {
    for (let count = 0; count < documents; count += 1) await this.ask('POST', `/${index}/_doc`, {});
  }

  /** Of Zeebe's backup of this id; null when it has none. */
  async zeebeBackup(
    id: number,
  ): Promise<{ details: { partitionId: number; checkpointPosition: number }[] } | null> {
    const response = await fetch(`${this.zeebe}/actuator/backups/${id}`);
    if (response.status === 404) return null;
    return (await response.json()) as { details: { partitionId: number; checkpointPosition: number }[] };
  }

  /** Any PUT of the engine, such as of settings, an index or a policy. */
  async put(path: string, body: unknown = {}): Promise<void> {
    await this.ask('PUT', path, body);
  }

  async remove(path: string): Promise<void> {
    await this.ask('DELETE', path);
  }

  async close(index: string): Promise<void> {
    await this.ask('POST', `/${index}/_close`);
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.elasticsearch}${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }
}
