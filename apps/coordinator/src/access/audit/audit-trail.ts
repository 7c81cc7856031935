import { Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { BULL_BOARD_PATH, actionOf, findRoute, type AuditEntry, type FoundRoute } from '#contracts';
import { AuditStore } from '#redis';
import { callerOf } from '../../http/caller.ts';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];
/** These are recorded for every method. */
const ALWAYS = ['login', 'logout'];
const LONGEST = 100;

const targets = new WeakMap<Request, string>();

/** The target of a request, where its path does not name it. */
export function noteTarget(request: Request, target: string): void {
  targets.set(request, target);
}

/** Who did what, and the result: in Redis and as a line of the log. It never holds up the request itself. */
@Injectable()
export class AuditTrail {
  private readonly logger = new Logger('Audit');

  constructor(private readonly store: AuditStore) {}

  /** Makes an entry when the request is over, if it changed something, was refused, or was a login. */
  watch(request: Request, response: Response): void {
    const path = request.path;
    const found = findRoute(request.method, path);
    const action = found ? actionOf(found.name) : otherAction(path);
    if (action === null) return;
    response.once('close', () => {
      const refused = response.statusCode === 401 || response.statusCode === 403;
      const changing = !SAFE.includes(request.method) && (found !== null || action !== 'unknown');
      if (refused || changing || ALWAYS.includes(action))
        this.add(entryOf(request, response, { action, found }));
    });
  }

  private add(entry: Omit<AuditEntry, 'id'>): void {
    const { who, role, action, cluster, target, status, from } = entry;
    const about = [cluster, target].filter((each) => each !== null).join(' ');
    this.logger.log(
      `${who}${role === null ? '' : ` (${role})`}: ${action}${about === '' ? '' : ` ${about}`}: ${status}, from ${from ?? 'nowhere'}`,
    );
    this.store.add(entry).catch((error: unknown) => {
      this.logger.warn(`the entry is only in this log: ${(error as Error).message}`);
    });
  }
}

/** Actions that are not in the table of routes but belong in the trail. */
function otherAction(path: string): string | null {
  const lower = path.toLowerCase();
  if (lower.startsWith(BULL_BOARD_PATH)) return 'queues.change';
  if (lower.startsWith('/api/docs') || lower === '/api/openapi.json') return 'docs.read';
  return lower.startsWith('/api/') ? 'unknown' : null;
}

function entryOf(
  request: Request,
  response: Response,
  { action, found }: { action: string; found: FoundRoute | null },
): Omit<AuditEntry, 'id'> {
  const caller = callerOf(request);
  const { cluster, ...others } = found?.params ?? {};
  return {
    at: new Date().toISOString(),
    who: caller?.name ?? 'nobody',
    role: caller?.role ?? null,
    action,
    cluster: cluster === undefined ? null : shown(cluster),
    target: targetOf(request, Object.values(others)),
    status: response.statusCode,
    from: request.ip?.replace(/^::ffff:/, '') ?? null,
  };
}

function targetOf(request: Request, params: readonly string[]): string | null {
  const target = params[0] ?? targets.get(request);
  return target === undefined ? null : shown(target);
}

/** A caller can write anything into a path. */
function shown(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, LONGEST);
}
