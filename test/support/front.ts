import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  meSchema,
  overviewSchema,
  problemType,
  PROBLEMS,
  retentionPreviewSchema,
  retentionRunSchema,
  scheduleSchema,
  type Alert,
  type Me,
  type Overview,
  type ProblemKind,
  type RetentionPreview,
  type RetentionRun,
  type Schedule,
} from '#contracts';
import { suffices, type Role } from '#domain';

type Respond = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** Who may come in with which token. */
export type Tokens = Record<string, Pick<Me, 'name' | 'role'>>;

const COOKIE = 'front-session';

/**
 * Stands in front of a real Holdfast and answers, as the contracts say, what that one does not have: who is asking,
 * schedules, retention and alerts. Everything else goes to the real one. Its address stays while the one behind changes.
 */
export class Front {
  readonly schedules = new Map<string, Schedule[]>();
  readonly retention = new Map<string, RetentionPreview>();
  readonly alerts = new Map<string, Alert[]>();
  /** What was changed by way of this, as `POST path body`. */
  readonly changes: string[] = [];
  /** null: nobody has to log in, and everybody is an admin. */
  tokens: Tokens | null = null;
  private readonly server: Server;
  private lastRetention: RetentionRun | null = null;

  private constructor(public target: string) {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  static async create(target: string): Promise<Front> {
    const front = new Front(target);
    await new Promise<void>((resolve) => front.server.listen(0, '127.0.0.1', resolve));
    return front;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const respond = this.routeOf(request.method ?? 'GET', path);
    if (path.startsWith('/api/v1') && !/^\/api\/v1\/(login|session)$/.test(path)) {
      const me = this.me(request);
      if (!me) {
        refuse(response, 'unauthenticated', 'Log in.');
        return;
      }
      if (request.method !== 'GET' && !suffices(me.role, neededFor(path, request.method ?? ''))) {
        refuse(response, 'not-allowed', `You are ${me.role}.`);
        return;
      }
    }
    if (respond) respond(request, response, body);
    else this.pass(request, response, { path, body });
  }

  private routeOf(method: string, path: string): Respond | null {
    const session = path === '/api/v1/session';
    if (path === '/api/v1/me') return (request, response) => say(response, this.me(request));
    if (path === '/api/v1/login')
      return (_, response) =>
        say(response, {
          required: this.tokens !== null,
          token: this.tokens !== null,
          oidc: { label: 'the company', url: '/auth/login' },
        });
    if (session && method === 'POST') return (_, response, body) => this.logIn(response, body);
    if (session && method === 'DELETE')
      return (_, response) =>
        response.writeHead(204, { 'set-cookie': `${COOKIE}=; Path=/; Max-Age=0` }).end();
    const [, cluster = '', what, name, verb] =
      /^\/api\/v1\/clusters\/([^/]+)\/(schedules|retention)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(path) ?? [];
    if (what === 'schedules')
      return (_, response, body) => this.schedule(response, { cluster, name, verb, body, path });
    if (what === 'retention')
      return (_, response, body) => this.retain(response, { cluster, name, body, path });
    return null;
  }

  private me(request: IncomingMessage): Me | null {
    const common = { clusters: null, expiresAt: null };
    if (this.tokens === null)
      return meSchema.parse({ ...common, name: 'anonymous', role: 'admin', via: 'anonymous' });
    const token = new RegExp(`${COOKIE}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1] ?? '';
    const known = this.tokens[token];
    return known ? meSchema.parse({ ...common, ...known, via: 'session' }) : null;
  }

  private logIn(response: ServerResponse, body: string): void {
    const { token } = JSON.parse(body) as { token: string };
    const known = this.tokens?.[token];
    if (!known) {
      refuse(response, 'unauthenticated', 'The token is not known. Copy it again.');
      return;
    }
    response.setHeader('set-cookie', `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict`);
    say(response, { ...known, clusters: null, expiresAt: null, via: 'session' });
  }

  private schedule(
    response: ServerResponse,
    asked: {
      cluster: string;
      name: string | undefined;
      verb: string | undefined;
      body: string;
      path: string;
    },
  ): void {
    const all = this.schedules.get(asked.cluster) ?? [];
    if (asked.name === undefined) {
      say(response, { items: all.map((each) => scheduleSchema.parse(each)), next: null });
      return;
    }
    this.changes.push(`POST ${asked.path} ${asked.body}`);
    const schedule = all.find(({ name }) => name === asked.name);
    if (!schedule) {
      refuse(response, 'unknown-schedule', `There is no schedule ${asked.name}.`);
      return;
    }
    if (asked.verb === 'pause') {
      const { note } = JSON.parse(asked.body) as { note: string };
      schedule.paused = { at: new Date().toISOString(), by: 'ada', note, reason: 'operator' };
      schedule.nextAt = null;
    } else schedule.paused = null;
    say(response, schedule);
  }

  private retain(
    response: ServerResponse,
    asked: { cluster: string; name: string | undefined; body: string; path: string },
  ): void {
    const preview = this.retention.get(asked.cluster);
    if (asked.name === 'last') {
      if (this.lastRetention) say(response, this.lastRetention);
      else refuse(response, 'no-retention', 'It has not run yet.', 404);
      return;
    }
    if (!preview) {
      refuse(response, 'no-retention', 'No retention is configured.');
      return;
    }
    if (asked.name === undefined) {
      say(response, retentionPreviewSchema.parse(preview));
      return;
    }
    this.changes.push(`POST ${asked.path} ${asked.body}`);
    const doomed = preview.decisions.filter(({ verdict }) => verdict === 'delete');
    this.lastRetention = retentionRunSchema.parse({
      ...{ cluster: asked.cluster, startedAt: new Date().toISOString(), finishedAt: null, by: 'ada' },
      sets: doomed.map(({ backupId }) => ({ backupId, state: 'waiting', deletionId: null, message: null })),
    });
    say(response, this.lastRetention, 202);
  }

  private pass(
    request: IncomingMessage,
    response: ServerResponse,
    { path, body }: { path: string; body: string },
  ): void {
    const url = new URL(request.url ?? '/', this.target);
    const sent = forward(
      url,
      { method: request.method ?? 'GET', headers: { ...request.headers, host: url.host } },
      (answer) => {
        if (answer.statusCode === 200 && path.startsWith('/api/v1/overview')) {
          this.enrich(answer, response);
          return;
        }
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      },
    );
    sent.on('error', () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    });
    response.on('close', () => sent.destroy());
    sent.end(body);
  }

  /** The overview with what would be in it, were there schedules and alerts. */
  private enrich(answer: IncomingMessage, response: ServerResponse): void {
    const headers = { ...answer.headers };
    delete headers['content-length'];
    response.writeHead(answer.statusCode ?? 502, headers);
    let rest = '';
    answer.setEncoding('utf8');
    answer.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines)
        response.write(`${line.startsWith('data: ') ? `data: ${this.enriched(line.slice(6))}` : line}\n`);
    });
    answer.on('end', () => response.end(rest === '' ? '' : this.enriched(rest)));
    answer.on('error', () => response.destroy());
    response.flushHeaders();
  }

  private enriched(text: string): string {
    const overview = JSON.parse(text) as Overview;
    for (const cluster of overview.clusters) {
      const next = (this.schedules.get(cluster.name) ?? []).find(({ nextAt }) => nextAt !== null);
      if (next?.nextAt) cluster.next = { schedule: next.name, at: next.nextAt, timezone: next.timezone };
      cluster.alerts = this.alerts.get(cluster.name) ?? [];
    }
    return JSON.stringify(overviewSchema.parse(overview));
  }
}

function neededFor(path: string, method: string): Role {
  return method === 'DELETE' || /\/(run|confirm|apply)$|\/restores\/\d+\/cancel$/.test(path)
    ? 'admin'
    : 'operator';
}

function say(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(
  response: ServerResponse,
  kind: ProblemKind,
  detail: string,
  status = PROBLEMS[kind].status,
): void {
  const { title } = PROBLEMS[kind];
  response
    .writeHead(status, { 'content-type': 'application/problem+json' })
    .end(JSON.stringify({ type: problemType(kind), title, status, detail }));
}
