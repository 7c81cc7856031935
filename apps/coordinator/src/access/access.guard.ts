import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { HoldfastConfig } from '#config';
import type { Me } from '#contracts';
import { suffices } from '#domain';
import { CONFIG } from '#engine';
import { ProblemError } from '../http/problem.error.ts';
import { identityOf, sees } from './caller.ts';
import { RULE, type Rule } from './needs.decorator.ts';
import { refusal } from './refusal.ts';

/** Lets nobody through who has not what the route's `@Needs` says. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(CONFIG) private readonly config: HoldfastConfig,
  ) {}

  /** @throws ProblemError unauthenticated | not-allowed | unknown-cluster */
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const rule = this.reflector.get<Rule | undefined>(RULE, context.getHandler());
    // Health and metrics. A route of the API without a rule does not exist: Holdfast would not have started.
    if (rule === undefined || rule.role === null) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const identity = identityOf(request);
    const { caller } = identity;
    if (caller === null) throw refusal(identity);
    if (!suffices(caller.role, rule.role))
      throw new ProblemError(
        'not-allowed',
        `This needs the role ${rule.role}, and "${caller.name}" has the role ${caller.role}.`,
      );
    const { cluster } = request.params;
    if (typeof cluster === 'string') this.requireCluster(caller, cluster);
    return true;
  }

  private requireCluster(caller: Me, name: string): void {
    const visible = this.config.clusters.map((each) => each.name).filter((each) => sees(caller, each));
    if (visible.includes(name)) return;
    const known = visible.length === 0 ? '' : ` Known: ${visible.join(', ')}.`;
    throw new ProblemError('unknown-cluster', `No cluster "${name}" is configured.${known}`);
  }
}
