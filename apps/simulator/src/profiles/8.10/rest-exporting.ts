import type { Answer } from '../../http/call.ts';
import { json, noContent, plainType } from '../../management/spring.answers.ts';
import { whenReady } from '../../when-ready.ts';
import type { ExporterPhase } from '../../zeebe/zeebe.state.ts';
import { changeExporting } from './exporting.control.ts';
import { problem } from './problem.answers.ts';
import type { RestCall, RestRoute } from './rest.routes.ts';

const permissions = ['EXPORTER:PAUSE'] as const;

/** The configuration, not the brokers: a broker that exports by mistake does not show. */
function show({ configuration, tenant }: RestCall): Answer {
  const pending = configuration.pending();
  const isChanging = pending?.goal.kind === 'exporting' && pending.goal.tenants.includes(tenant.id);
  return json({ status: isChanging ? 'MIXED' : configuration.phaseOf(tenant.id) }, plainType);
}

function change({ cluster, configuration, tenant, call }: RestCall, phase: ExporterPhase) {
  const outcome = changeExporting(cluster, configuration, call, { tenants: [tenant.id], phase });
  return whenReady(outcome, ({ problem: cause, message = '', performed }): Answer => {
    if (cause === undefined) return { ...noContent, performed };
    return { ...problem(call, cause === 'timed-out' ? 503 : 500, message), performed };
  });
}

export const restExporting: readonly RestRoute[] = [
  { method: 'GET', path: '/exporting', permissions, handle: show },
  {
    method: 'POST',
    path: '/exporting/pause',
    permissions,
    handle: (rest) => change(rest, rest.call.query.get('soft') === 'true' ? 'SOFT_PAUSED' : 'PAUSED'),
  },
  { method: 'POST', path: '/exporting/resume', permissions, handle: (rest) => change(rest, 'EXPORTING') },
];
