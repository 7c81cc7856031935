import { z } from 'zod';
import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { compact, json, noContent, plainType, problemType } from '../management/spring.answers.ts';
import type { OpenJob } from './log-record.ts';
import type { ProcessEngine } from './process-engine.ts';
import { PROCESS, TENANT } from './process-model.ts';

const variables = z.record(z.string(), z.unknown()).default({});
const startSchema = z.looseObject({ processDefinitionId: z.string().optional(), variables });
const activationSchema = z.looseObject({
  type: z.string(),
  timeout: z.number().int().min(0).default(60_000),
  maxJobsToActivate: z.number().int().min(1).default(1),
});
const variablesSchema = z.looseObject({ variables });

function problem(call: Call, status: number, title: string, detail: string): Answer {
  const body = { type: 'about:blank', title, status, detail, instance: call.pathname };
  return { status, contentType: problemType, body: compact(body) };
}

/** Answers a request whose body fits, or says what does not fit. */
function withBody<Body>(call: Call, schema: z.ZodType<Body>, answer: (body: Body) => Answer): Answer {
  let text: unknown;
  try {
    text = JSON.parse(call.body === '' ? '{}' : call.body);
  } catch {
    return problem(call, 400, 'Bad Request', 'Request property [body] cannot be parsed');
  }
  const parsed = schema.safeParse(text);
  if (parsed.success) return answer(parsed.data);
  const [issue] = parsed.error.issues;
  return problem(call, 400, 'INVALID_ARGUMENT', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

const start = (engine: ProcessEngine, call: Call): Answer =>
  withBody(call, startSchema, ({ processDefinitionId, variables: given }) => {
    if (processDefinitionId === undefined)
      return problem(
        call,
        400,
        'INVALID_ARGUMENT',
        'At least one of [processDefinitionId, processDefinitionKey] is required.',
      );
    if (processDefinitionId !== PROCESS.id)
      return problem(
        call,
        404,
        'NOT_FOUND',
        `Expected to find process definition with process ID '${processDefinitionId}', but none found`,
      );
    const started = engine.start(given);
    if (started === undefined)
      return problem(call, 503, 'RESOURCE_EXHAUSTED', 'no partition has a leader at the moment');
    const body = {
      processDefinitionKey: started.processDefinitionKey,
      processDefinitionId,
      processDefinitionVersion: PROCESS.version,
      processInstanceKey: started.processInstanceKey,
      tenantId: TENANT,
      variables: {},
    };
    return { ...json(body, plainType), performed: true };
  });

const viewJob = (engine: ProcessEngine, { key, lockedUntil, ...job }: OpenJob) => ({
  jobKey: String(key),
  type: job.type,
  processInstanceKey: String(job.processInstanceKey),
  elementInstanceKey: String(job.elementInstanceKey),
  processDefinitionId: PROCESS.id,
  processDefinitionVersion: PROCESS.version,
  elementId: PROCESS.task,
  deadline: lockedUntil,
  variables: engine.variablesOf(job.processInstanceKey),
  tenantId: TENANT,
});

const activate = (engine: ProcessEngine, call: Call): Answer =>
  withBody(call, activationSchema, ({ type, timeout, maxJobsToActivate }) => {
    const jobs = engine.activate(type, maxJobsToActivate, timeout).map((job) => viewJob(engine, job));
    return { ...json({ jobs }, plainType), performed: jobs.length > 0 };
  });

const complete = (engine: ProcessEngine, call: Call, { key = '' }: Parameters): Answer =>
  withBody(call, variablesSchema, ({ variables: given }) =>
    engine.complete(Number(key), given)
      ? { ...noContent, performed: true }
      : problem(
          call,
          404,
          'NOT_FOUND',
          `Expected to find a job with key '${key}', but no such job was found`,
        ),
  );

const setVariables = (engine: ProcessEngine, call: Call, { key = '' }: Parameters): Answer =>
  withBody(call, variablesSchema, ({ variables: given }) =>
    engine.setVariables(Number(key), given)
      ? { ...noContent, performed: true }
      : problem(
          call,
          404,
          'NOT_FOUND',
          `Expected to find an element instance with key '${key}', but none found`,
        ),
  );

/**
 * The few calls of Camunda's REST API that fill a cluster and work on it: start an instance, activate and complete the
 * jobs of user tasks, set variables. Paths and fields are those of the published API; the first answer was recorded.
 */
export const gatewayRoutes = (engine: ProcessEngine): Route[] => [
  { method: 'POST', path: '/v2/process-instances', handle: (call) => start(engine, call) },
  { method: 'POST', path: '/v2/jobs/activation', handle: (call) => activate(engine, call) },
  {
    method: 'POST',
    path: '/v2/jobs/:key/completion',
    handle: (call, given) => complete(engine, call, given),
  },
  {
    method: 'PUT',
    path: '/v2/element-instances/:key/variables',
    handle: (call, given) => setVariables(engine, call, given),
  },
];
