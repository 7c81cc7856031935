import type { Answer, Call } from '../../http/call.ts';
import type { Route } from '../../http/router.ts';
import { actuatorType, json, noContent } from '../../management/spring.answers.ts';
import { message, withStore } from '../../zeebe/backup-calls.ts';
import type { ZeebeComponent } from '../../zeebe/zeebe.component.ts';
import { resetRuntimeState, runtimeState } from './runtime-state.ts';
import { runtimeDialect } from './runtime-texts.ts';

const path = '/actuator/backupRuntime/state';

function show(zeebe: ZeebeComponent, call: Call): Answer | Promise<Answer> {
  return withStore(zeebe, call, () => json(runtimeState(zeebe), actuatorType));
}

function reset(zeebe: ZeebeComponent, call: Call): Answer | Promise<Answer> {
  return withStore(zeebe, call, () => {
    resetRuntimeState(zeebe);
    return { ...noContent, performed: true };
  });
}

const unknownWrite = (call: Call): Answer =>
  message(400, `Unknown write operation: ${call.pathname.replace('/actuator/backupRuntime/', '')}`);

/** Since 8.9. */
export function runtimeStateRoutes(zeebe: ZeebeComponent): Route[] {
  if (!runtimeDialect(zeebe.cluster.config.version).since89) return [];
  return [
    { method: 'GET', path, handle: (call) => show(zeebe, call) },
    { method: 'DELETE', path, handle: (call) => reset(zeebe, call) },
    { method: 'POST', path: `${path}/sync`, handle: (call) => show(zeebe, call) },
    { method: 'POST', path: '/actuator/backupRuntime/:first', handle: unknownWrite },
    { method: 'POST', path: '/actuator/backupRuntime/:first/:second', handle: unknownWrite },
  ];
}
