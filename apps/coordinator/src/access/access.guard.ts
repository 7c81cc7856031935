import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { ENDPOINTS } from '#contracts';
import { suffices } from '#domain';
import { rememberCluster } from '../http/cluster-of-request.ts';
import { Clusters } from '../clusters/clusters.ts';
import { ProblemError } from '../http/problem.error.ts';
import { routeOf } from '../http/route-name.ts';
import { identityOf } from '../http/caller.ts';
import { refusal } from './refusal.ts';

/** Compares the caller of a request with what the table of routes requires. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly clusters: Clusters) {}

  /** @throws ProblemError unauthenticated | not-allowed | unknown-cluster */
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const route = routeOf(context.getHandler());
    if (route === null) return isOutsideOfApi(request);
    const { role } = ENDPOINTS[route];
    if (role === null) return true;
    const identity = identityOf(request);
    const { caller } = identity;
    if (caller === null) throw refusal(identity);
    if (!suffices(caller.role, role))
      throw new ProblemError(
        'not-allowed',
        `This needs the role ${role}, and "${caller.name}" has the role ${caller.role}.`,
      );
    const { cluster } = request.params;
    if (typeof cluster === 'string') rememberCluster(request, this.clusters.find(cluster, caller));
    return true;
  }
}

/** Health and metrics. A handler under /api that is not in the table of routes has no role, so no caller may use it. */
function isOutsideOfApi({ method, path }: Request): boolean {
  if (!/^\/api(\/|$)/i.test(path)) return true;
  throw new ProblemError('not-allowed', `${method} ${path} is not in the table of routes.`);
}
