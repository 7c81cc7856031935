import type { StepFailure } from '#domain';
import type { Answer } from '../http/answer.ts';
import { busy, failureOf, idInUse, messageIn, refused, unavailable } from '../http/answers.ts';

/**
 * Troubles that only the message tells: the same HTTP status also stands for bad input and for an unknown id
 * (Operate answers 400 to all of them, recorded on 8.6.0).
 */
const troubles: readonly { message: RegExp; failure: (answer: Answer) => StepFailure }[] = [
  { message: /already exists/i, failure: idInUse },
  { message: /another backup is running/i, failure: busy },
  { message: /error connecting to (elasticsearch|opensearch)/i, failure: unavailable },
  {
    message: /no repository with name/i,
    failure: (answer) =>
      refused(
        answer,
        'Register it in the search engine (PUT _snapshot/<name>), or set the name that is registered.',
      ),
  },
  {
    message: /no backup repository configured/i,
    failure: (answer) => refused(answer, "Set the component's backup repository name and restart it."),
  },
];

/** The failure that an answer's message names, or null. */
export function namedTrouble(answer: Answer): StepFailure | null {
  const message = messageIn(answer.body);
  const trouble =
    message === null ? undefined : troubles.find((candidate) => candidate.message.test(message));
  return trouble?.failure(answer) ?? null;
}

/** Why a backup was not accepted. Optimize answers 409 to an id that it has, and to nothing else. */
export function triggerFailure(answer: Answer): StepFailure {
  return namedTrouble(answer) ?? (answer.status === 409 ? idInUse(answer) : failureOf(answer));
}
