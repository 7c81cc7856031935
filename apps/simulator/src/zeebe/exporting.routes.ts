import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { bareError, compact, json, plainType } from '../management/spring.answers.ts';
import { controlExporting } from './exporting.control.ts';
import type { ExportingOutcome } from './exporting.control.ts';
import type { ExporterPhase } from './zeebe.state.ts';
import type { ZeebeComponent } from './zeebe.component.ts';

/** What Spring takes for a boolean in a query. */
const truths = ['true', 'on', 'yes', '1'];
const untruths = ['false', 'off', 'no', '0', ''];

/** The endpoint wraps its result: HTTP says 200 whatever happened, the real status is inside. */
const envelope = (body: unknown, status: number): Answer =>
  json({ body, status, contentType: null }, plainType);

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
export function javaException(message: string | null): object {
  const stackTrace = [
    frame('validateTopology', 101, 'ExportingControlService'),
    frame('broadcastOnTopology', 54, 'ExportingControlService'),
    frame('post', 41, 'ExportingEndpoint'),
  ];
  return { cause: null, stackTrace, message, suppressed: [], localizedMessage: message };
}

/** How a generation words the result of a call. */
export interface ExportingStyle {
  /** Whether it knows the soft pause; where it does not, `?soft=true` is ignored and the pause is a hard one. */
  readonly soft: boolean;
  answer(outcome: ExportingOutcome): Answer;
  unknownOperation(operation: string): Answer;
}

/** With the soft pause came the envelope, in which HTTP 200 proves nothing. */
export const enveloped: ExportingStyle = {
  soft: true,
  answer: ({ failure, performed }) => ({
    ...(failure === undefined ? envelope(null, 204) : envelope(javaException(failure), 500)),
    performed,
  }),
  unknownOperation: (operation) =>
    envelope(
      javaException(`The parameter \`operation\` must be one of [pause, resume], but was ${operation}`),
      500,
    ),
};

function targetPhase(
  call: Call,
  operation: string | undefined,
  knowsSoft: boolean,
): ExporterPhase | 'unknown' | 'bad-request' {
  const soft = knowsSoft ? (call.query.get('soft')?.toLowerCase() ?? 'false') : 'false';
  if (!truths.includes(soft) && !untruths.includes(soft)) return 'bad-request';
  if (operation === 'resume') return 'EXPORTING';
  if (operation !== 'pause') return 'unknown';
  return truths.includes(soft) ? 'SOFT_PAUSED' : 'PAUSED';
}

function post(zeebe: ZeebeComponent, style: ExportingStyle, call: Call, parameters: Parameters): Answer {
  const phase = targetPhase(call, parameters.operation, style.soft);
  if (phase === 'bad-request') return bareError(call, 400, compact);
  if (phase === 'unknown') return style.unknownOperation(parameters.operation ?? '');
  return style.answer(controlExporting(zeebe, call, phase));
}

export const exportingRoutes = (zeebe: ZeebeComponent, style = enveloped): Route[] => [
  {
    method: 'POST',
    path: '/actuator/exporting/:operation',
    handle: (call, given) => post(zeebe, style, call, given),
  },
];
