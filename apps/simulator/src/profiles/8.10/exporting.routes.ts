import type { SimulatedCluster } from '../../cluster/simulated-cluster.ts';
import type { Answer, Call } from '../../http/call.ts';
import type { Route } from '../../http/router.ts';
import { actuatorType, compact, json, plainType } from '../../management/spring.answers.ts';
import { whenReady } from '../../when-ready.ts';
import type { ExporterPhase } from '../../zeebe/zeebe.state.ts';
import type { ConfigurationMachine } from './configuration.machine.ts';
import { changeExporting } from './exporting.control.ts';
import { tenantsOf, unknownTenant } from './tenant-scope.ts';

/** In the envelope of the builds before, where a failure is plain text, or with real codes. */
function answerAs(codes: 'envelope' | 'real', status: number, body: string | null): Answer {
  if (codes === 'envelope') return json({ body, status, contentType: null }, plainType);
  return body === null ? { status } : { status, contentType: actuatorType, body: compact(body) };
}

function phaseOf(call: Call, operation: string): ExporterPhase | undefined {
  if (operation === 'resume') return 'EXPORTING';
  if (operation !== 'pause') return undefined;
  return call.query.get('soft') === 'true' ? 'SOFT_PAUSED' : 'PAUSED';
}

function post(
  cluster: SimulatedCluster,
  configuration: ConfigurationMachine,
  call: Call,
  operation: string,
): Answer | Promise<Answer> {
  const codes = cluster.state.settings.zeebe.exportingCodes;
  const phase = phaseOf(call, operation);
  if (phase === undefined) {
    const text = `The parameter \`operation\` must be one of [pause, resume], but was ${operation}`;
    return answerAs(codes, codes === 'real' ? 400 : 500, text);
  }
  const targets = tenantsOf(cluster, call);
  if (targets === 'unknown') return answerAs(codes, 400, unknownTenant(call));
  const tenants = targets.map(({ id }) => id);
  return whenReady(
    changeExporting(cluster, configuration, call, { tenants, phase }),
    ({ problem, message = '', performed }) => ({
      ...(problem === undefined ? answerAs(codes, 204, null) : answerAs(codes, 500, message)),
      performed,
    }),
  );
}

export const configuredExportingRoutes = (
  cluster: SimulatedCluster,
  configuration: ConfigurationMachine,
): Route[] => [
  {
    method: 'POST',
    path: '/actuator/exporting/:operation',
    handle: (call, { operation = '' }) => post(cluster, configuration, call, operation),
  },
];
