import { withPeriod, StepFailure } from '#domain';
import type { Answer } from './answer.ts';
import { objectOf, textOf } from './json-fields.ts';
import { withoutCredentials } from './management-url.ts';

const MAX_SAID = 300;
/** No more of an answer is looked at for a message. */
const MAX_READ = 16 * 1024;

/** One line of at most 300 characters, without credentials. */
export function shorten(text: string): string {
  // What is cut in the middle of an address may not show its credentials either.
  const start = text.length <= MAX_READ ? text : text.slice(0, MAX_READ).replace(/\/\/[^\s/@]*$/, '');
  const line = withoutCredentials(start).replace(/\s+/g, ' ').trim();
  return line.length <= MAX_SAID ? line : `${line.slice(0, MAX_SAID - 1)}…`;
}

/**
 * The component's own sentence in an answer, where it has one. Optimize calls it
 * detailedMessage, with a sentence for its kind in errorMessage, bare Spring error, 8.1 failure, and the REST API of 8.10 detail
 * (RFC 9457).
 */
export function messageIn(body: unknown): string | null {
  const fields = objectOf(body);
  if (fields === null) return null;
  const inside = typeof fields['body'] === 'string' ? textOf(fields['body']) : messageIn(fields['body']);
  const names = ['message', 'detailedMessage', 'errorMessage', 'detail', 'failure', 'error', 'title'];
  return names.map((name) => textOf(fields[name])).find((text) => text !== null) ?? inside;
}

/** The component's own message, for people. */
export function messageOf(answer: Answer): string {
  return shorten(messageIn(answer.body) ?? answer.text) || 'nothing';
}

/** An answer that no client has a better word for. */
export function failureOf(answer: Answer): StepFailure {
  if ([408, 429, 502, 503, 504].includes(answer.status)) return unavailable(answer);
  if (answer.status < 300 || answer.status >= 500) return unexpected(answer);
  return refused(answer, remedyOf(answer));
}

/** The component, or the store behind it, cannot serve now. */
export function unavailable(answer: Answer): StepFailure {
  const wait =
    answer.retryAfter === null ? '' : ` It asks to wait (Retry-After: ${shorten(answer.retryAfter)}).`;
  return fail('transient', 'unavailable', answer, `Check its health and that of the store behind it.${wait}`);
}

/** An answer that does not fit the documented API. */
export function unexpected(answer: Answer): StepFailure {
  return fail('transient', 'unexpected-answer', answer, "Look into the component's log.");
}

/** A person has to fix something; `remedy` tells what. */
export function refused(answer: Answer, remedy: string): StepFailure {
  return fail('permanent', 'refused', answer, remedy);
}

export function busy(answer: Answer): StepFailure {
  return fail('transient', 'busy', answer, 'It has to finish first.');
}

export function idInUse(answer: Answer): StepFailure {
  return fail('permanent', 'id-in-use', answer, 'Use an id above all that the component ever saw.');
}

export function fail(
  kind: 'transient' | 'permanent',
  code: StepFailure['detail']['code'],
  answer: Answer,
  remedy: string,
): StepFailure {
  const { component, method, url } = answer.question;
  const text = messageOf(answer);
  const message = `${component} answered ${method} ${url} with HTTP ${answer.status}: ${withPeriod(text)} ${remedy}`;
  return StepFailure[kind](code, message, { component, status: answer.status, answer: text });
}

function remedyOf({ status, question: { component, section = component } }: Answer): string {
  if (status < 400)
    return 'Redirects are not followed: give the management address itself (by default port 9600, Optimize 8092).';
  if (status === 401 || status === 403)
    return `Check ${section}.auth of this cluster in the configuration, and what it may do on the management port.`;
  if (status === 404 || status === 405)
    return 'Check that the address is the management port of this component (by default 9600, Optimize 8092).';
  return 'Repeating it will not help.';
}
