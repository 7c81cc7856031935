import { StepFailure, withoutPeriod } from '#domain';

const MAX_SAID = 300;

/** What the API server answered, when the error is an answer of it. */
export function kubeAnswerOf(error: unknown): { status: number; message: string; reason: string } | null {
  // Also the error of a timeout has a code that is a number, but no body.
  if (typeof error !== 'object' || error === null || !('body' in error)) return null;
  if (!('code' in error) || typeof error.code !== 'number') return null;
  const body = parsed(error.body);
  const message = typeof body['message'] === 'string' ? body['message'] : `HTTP ${error.code}`;
  const reason = typeof body['reason'] === 'string' ? body['reason'] : '';
  return { status: error.code, message: shortened(message), reason };
}

/**
 * The failure for an error of the client. The error itself is not kept as the cause: its message repeats whole answers.
 * @param doing such as `read StatefulSet "zeebe"`
 */
export function kubeFailure(error: unknown, doing: string): StepFailure {
  if (error instanceof StepFailure) return error;
  const answer = kubeAnswerOf(error);
  if (answer !== null) return answerFailure(answer, doing);
  return StepFailure.transient(
    'unreachable',
    `Kubernetes could not ${doing}: no whole answer (${causeOf(error)}).`,
    { remedy: 'Check the address and certificate in the kubeconfig, and the network between.' },
  );
}

function answerFailure(answer: { status: number; message: string }, doing: string): StepFailure {
  const { status } = answer;
  const message = `Kubernetes could not ${doing}: HTTP ${status}: ${withoutPeriod(answer.message)}.`;
  const withRemedy = (remedy: string) => ({ status, answer: answer.message, remedy });
  if (status < 400)
    return StepFailure.permanent(
      'refused',
      message,
      withRemedy('Redirects are not followed: give the address of the API server itself in the kubeconfig.'),
    );
  if (status === 401)
    return StepFailure.permanent('refused', message, withRemedy('Check the credentials in the kubeconfig.'));
  if (status === 403)
    return StepFailure.permanent(
      'refused',
      message,
      withRemedy("Give Holdfast's account that right (a Role and a RoleBinding)."),
    );
  if (status === 409)
    return StepFailure.transient(
      'busy',
      message,
      withRemedy('Another client changed it at the same moment.'),
    );
  if (status === 408 || status === 429 || status >= 500)
    return StepFailure.transient('unavailable', message, withRemedy('Check the health of the API server.'));
  return StepFailure.permanent(
    'refused',
    message,
    withRemedy('Repeating it will not help; check restore.kubernetes.'),
  );
}

function parsed(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
  try {
    const value: unknown = JSON.parse(String(body));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Not the API server but something before it that answers with a page.
    return {};
  }
}

/** In a word or a line. `fetch` hides what happened in the cause. */
export function causeOf(error: unknown): string {
  const { cause, code, message } = fieldsOf(error);
  if (typeof cause === 'object' && cause !== null) return causeOf(cause);
  if (typeof code === 'string') return code;
  return typeof message === 'string' && message !== '' ? shortened(message) : 'no reason';
}

function fieldsOf(error: unknown): { cause?: unknown; code?: unknown; message?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_SAID ? `${line.slice(0, MAX_SAID)}…` : line;
}
