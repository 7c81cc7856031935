import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { HoldfastConfig } from '#config';
import type { Me } from '#contracts';
import { clusterOf } from '../http/cluster-of-request.ts';
import { Clusters } from '../clusters/clusters.ts';
import { ProblemError } from '../http/problem.error.ts';
import { NamesRoute } from '../http/route-name.ts';
import { AccessGuard } from './access.guard.ts';
import { ANONYMOUS, rememberIdentity } from '../http/caller.ts';

class Handlers {
  @NamesRoute('backup.create')
  create(): void {
    return;
  }

  @NamesRoute('login')
  login(): void {
    return;
  }

  plain(): void {
    return;
  }
}
type Handler = keyof Handlers;

const guard = new AccessGuard(
  new Clusters({ clusters: [{ name: 'a' }, { name: 'b' }] } as unknown as HoldfastConfig),
);

/** What the guard says: true, or the kind of problem. */
function ask(handler: Handler, path: string, caller: Partial<Me> | null): unknown {
  const request = { method: 'POST', path, params: { cluster: 'a' } } as unknown as Request;
  rememberIdentity(request, { caller: caller && { ...ANONYMOUS, ...caller } });
  const context = {
    getType: () => 'http',
    getHandler: () => Handlers.prototype[handler],
    switchToHttp: () => ({ getRequest: () => request }),
  } as unknown as ExecutionContext;
  try {
    return guard.canActivate(context) && (handler === 'create' ? clusterOf(request).name : true);
  } catch (error) {
    return (error as ProblemError).kind;
  }
}

describe('the guard', () => {
  it('compares the caller with the role of the route, and finds the cluster of the path', () => {
    expect(ask('create', '/api/v1/clusters/a/backups', { role: 'operator' })).toBe('a');
    expect(ask('create', '/api/v1/clusters/a/backups', { role: 'viewer' })).toBe('not-allowed');
    expect(ask('create', '/api/v1/clusters/a/backups', null)).toBe('unauthenticated');
  });

  it('answers as if a cluster did not exist that the caller may not see', () => {
    expect(ask('create', '/api/v1/clusters/a/backups', { clusters: ['b'] })).toBe('unknown-cluster');
  });

  it('asks nothing of the caller of an open route', () => {
    expect(ask('login', '/api/v1/session', null)).toBe(true);
  });

  it.each(['/api/v1/forgotten', '/API/v1/forgotten', '/api'])(
    'refuses even an admin a handler at %s without a route of the table',
    (path) => {
      expect(ask('plain', path, { role: 'admin' })).toBe('not-allowed');
    },
  );

  it('leaves health and metrics alone', () => {
    expect(ask('plain', '/health/live', null)).toBe(true);
    expect(ask('plain', '/apiary', null)).toBe(true);
  });
});
