import type { Answer } from '../http/call.ts';
import { actuatorType, json } from './spring.answers.ts';

export type Health = 'UP' | 'DOWN' | 'OUT_OF_SERVICE';

/** Spring's health body; anything but UP is a 503. */
export function health(
  status: Health,
  components: Readonly<Record<string, Health>>,
  groups?: readonly string[],
): Answer {
  const named = Object.fromEntries(
    Object.entries(components).map(([name, state]) => [name, { status: state }]),
  );
  const detail = Object.keys(named).length === 0 ? {} : { components: named };
  const body = { status, ...detail, ...(groups === undefined ? {} : { groups }) };
  return { ...json(body, actuatorType), status: status === 'UP' ? 200 : 503 };
}
