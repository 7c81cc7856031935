import { backupSchema, lockSchema, problemSchema, runSchema, type JournalEvent, type Run } from '#contracts';
import { EXIT, exitCodeOfStatus } from './exit-codes.ts';

/** An answer that is not a success, in the server's own words. */
export class ProblemAnswer extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
    /** The backup that holds the cluster, where that is the problem. */
    readonly holder: number | null = null,
  ) {
    super(message);
    this.name = 'ProblemAnswer';
  }
}

/** Holdfast's HTTP API, as far as the command line needs it. */
export class HoldfastClient {
  constructor(private readonly url: string) {}

  async startBackup(cluster: string, backupId: number | null): Promise<Run> {
    const body = JSON.stringify(backupId === null ? {} : { backupId });
    const response = await this.fetch(`/api/v1/clusters/${encodeURIComponent(cluster)}/backups`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return runSchema.parse(await response.json());
  }

  /** Like startBackup; on a busy cluster, the run that holds it. */
  async startOrAttach(cluster: string, backupId: number | null): Promise<Run> {
    try {
      return await this.startBackup(cluster, backupId);
    } catch (error) {
      if (!(error instanceof ProblemAnswer) || error.holder === null) throw error;
      return this.run(cluster, error.holder);
    }
  }

  async run(cluster: string, backupId: number): Promise<Run> {
    const response = await this.fetch(`/api/v1/clusters/${encodeURIComponent(cluster)}/backups/${backupId}`);
    return backupSchema.parse(await response.json());
  }

  /** The run's journal after an event id, until the server ends the stream. */
  async *events(run: Pick<Run, 'cluster' | 'backupId'>, after: string | null): AsyncGenerator<JournalEvent> {
    const response = await this.fetch(
      `/api/v1/clusters/${encodeURIComponent(run.cluster)}/backups/${run.backupId}/events`,
      {
        headers: after === null ? {} : { 'last-event-id': after },
      },
    );
    if (!response.body) return;
    let buffer = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      buffer += chunk;
      const blocks = buffer.split('\n\n');
      buffer = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parseEvent(block);
        if (event) yield event;
      }
    }
  }

  private async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${this.url}${path}`, init);
    } catch {
      throw new ProblemAnswer(
        `Holdfast does not answer at ${this.url}. Start it with \`npm start\`, or give its address with --url.`,
        EXIT.failed,
      );
    }
    if (response.ok) return response;
    const problem = problemSchema.safeParse(await response.json().catch(() => null));
    const text = problem.success
      ? `${problem.data.title}. ${problem.data.detail}`
      : `HTTP ${response.status} from ${this.url}${path}`;
    const lock = problem.success ? lockSchema.pick({ backupId: true }).safeParse(problem.data.lock) : null;
    throw new ProblemAnswer(
      text,
      exitCodeOfStatus(response.status),
      lock?.success ? lock.data.backupId : null,
    );
  }
}

function parseEvent(block: string): JournalEvent | null {
  const field = (name: string): string | null => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
  const [id, data] = [field('id'), field('data')];
  return id === null || data === null ? null : { ...(JSON.parse(data) as Omit<JournalEvent, 'id'>), id };
}
