import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { bareError, compact, json, plainType } from '../management/spring.answers.ts';
import type { ExporterPhase } from './zeebe.state.ts';
import type { ZeebeComponent } from './zeebe.component.ts';

/** What Spring takes for a boolean in a query. */
const truths = ['true', 'on', 'yes', '1'];
const untruths = ['false', 'off', 'no', '0', ''];

/** The endpoint wraps its result: HTTP says 200 whatever happened, the real status is inside. */
const envelope = (body: unknown, status: number): Answer =>
  json({ body, status, contentType: null }, plainType);

const succeeded: Answer = { ...envelope(null, 204), performed: true };

const frame = (
  methodName: string,
  lineNumber: number,
  service: 'ExportingControlService' | 'ExportingEndpoint',
) => ({
  classLoaderName: 'app',
  moduleName: null,
  moduleVersion: null,
  methodName,
  fileName: `${service}.java`,
  lineNumber,
  className:
    service === 'ExportingEndpoint'
      ? 'io.camunda.zeebe.shared.management.ExportingEndpoint'
      : 'io.camunda.zeebe.gateway.admin.exporting.ExportingControlService',
  nativeMethod: false,
});

/** A failure carries the whole Java exception; only the first frames are reproduced. */
function failure(message: string, performed = false): Answer {
  const stackTrace = [
    frame('validateTopology', 101, 'ExportingControlService'),
    frame('broadcastOnTopology', 54, 'ExportingControlService'),
    frame('post', 41, 'ExportingEndpoint'),
  ];
  const exception = { cause: null, stackTrace, message, suppressed: [], localizedMessage: message };
  return { ...envelope(exception, 500), performed };
}

function targetPhase(call: Call, operation: string | undefined): ExporterPhase | 'unknown' | 'bad-request' {
  const soft = call.query.get('soft')?.toLowerCase() ?? 'false';
  if (!truths.includes(soft) && !untruths.includes(soft)) return 'bad-request';
  if (operation === 'resume') return 'EXPORTING';
  if (operation !== 'pause') return 'unknown';
  return truths.includes(soft) ? 'SOFT_PAUSED' : 'PAUSED';
}

function change(zeebe: ZeebeComponent, call: Call, phase: ExporterPhase): Answer {
  const { cluster, exporting } = zeebe;
  const refused = cluster.faults.take(call, 'envelopeFailure');
  if (refused !== undefined) return failure(refused.message ?? 'Request from gateway to broker timed out.');
  const problem = exporting.topologyProblem();
  if (problem !== null) return failure(problem);
  const partial = phase === 'EXPORTING' ? undefined : cluster.faults.take(call, 'partialPause');
  if (partial !== undefined) {
    exporting.change(phase, partial.partitions);
    return failure('java.util.concurrent.TimeoutException: Request to broker timed out.', true);
  }
  if (phase === 'EXPORTING' && cluster.faults.take(call, 'resumeIgnored') !== undefined) {
    return { ...succeeded, performed: false };
  }
  const stuck = cluster.faults.take(call, 'exporterStuck');
  if (stuck === undefined) {
    exporting.change(phase);
    return succeeded;
  }
  if (stuck.ms !== undefined) cluster.timeline.after(stuck.ms, { kind: 'exporting-changes', phase });
  return { ...succeeded, performed: false };
}

function post(zeebe: ZeebeComponent, call: Call, parameters: Parameters): Answer {
  const phase = targetPhase(call, parameters.operation);
  if (phase === 'bad-request') return bareError(call, 400, compact);
  if (phase === 'unknown') {
    return failure(
      `The parameter \`operation\` must be one of [pause, resume], but was ${parameters.operation ?? ''}`,
    );
  }
  return change(zeebe, call, phase);
}

export const exportingRoutes = (zeebe: ZeebeComponent): Route[] => [
  {
    method: 'POST',
    path: '/actuator/exporting/:operation',
    handle: (call, given) => post(zeebe, call, given),
  },
];
