import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { tap, type Observable } from 'rxjs';
import { nameOf, RUN_KINDS } from '#domain';
import { noteTarget } from './audit-trail.ts';

/** A plan becomes the restore of the same number; a backup is named by the id of its set. */
const IDS = ['restoreId', 'backupId'] as const;

/** Tells the audit trail what a request made: its path cannot know the number of a backup that it starts. */
@Injectable()
export class AuditTargetInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    return next.handle().pipe(
      tap((answer: unknown) => {
        if (typeof answer !== 'object' || answer === null) return;
        const made = targetOf(answer as Record<string, unknown>);
        if (made !== null) noteTarget(request, made);
      }),
    );
  }
}

/** What an answer is about: a run by its name, or what has an id. Pure. */
export function targetOf(answer: Readonly<Record<string, unknown>>): string | null {
  const { kind, number } = answer;
  const known = RUN_KINDS.find((each) => each === kind);
  if (known !== undefined && typeof number === 'number') return nameOf({ kind: known, number });
  if ('kind' in answer && 'subject' in answer) return aboutAlert(answer);
  const id = IDS.map((name) => answer[name]).find((each) => typeof each === 'number');
  return id === undefined ? null : String(id);
}

/** An alert that was acknowledged, or what was silenced. */
function aboutAlert({ kind, subject }: Readonly<Record<string, unknown>>): string {
  const what = typeof kind === 'string' ? kind : 'every alert';
  return typeof subject === 'string' ? `${what} (${subject})` : what;
}
