import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { tap, type Observable } from 'rxjs';
import { noteTarget } from './audit-trail.ts';

/** Ids under which an answer may say what it made, the most telling one first. */
const IDS = ['restoreId', 'deletionId', 'backupId'] as const;

/** Tells the audit trail what a request made: its path cannot know the number of a backup that it starts. */
@Injectable()
export class AuditTargetInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    return next.handle().pipe(
      tap((answer: unknown) => {
        if (typeof answer !== 'object' || answer === null) return;
        const made = IDS.map((name) => (answer as Record<string, unknown>)[name]).find(
          (id) => typeof id === 'number',
        );
        if (typeof made === 'number') noteTarget(request, String(made));
      }),
    );
  }
}
