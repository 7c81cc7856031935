import type { CallEntry } from '../effects/effect.ts';
import type { Answer, Call } from './call.ts';

const longestResult = 2_000;

function readable(body: string): unknown {
  if (body === '') return null;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

/** A mutating call as it goes into the effect log. */
export function callEntry(
  call: Call,
  answer: Answer,
  circumstances: {
    readonly at: number;
    readonly arrivedAfter: number;
    readonly silent: boolean;
    readonly faults: readonly string[];
  },
): CallEntry {
  return {
    component: call.component,
    kind: 'call',
    at: circumstances.at,
    method: call.method,
    path: call.path,
    requestBody: readable(call.body),
    caller: call.caller,
    status: circumstances.silent ? null : answer.status,
    result: (answer.body ?? '').slice(0, longestResult),
    performed: answer.performed ?? false,
    fault: circumstances.faults.length === 0 ? null : circumstances.faults.join(','),
    arrivedAfter: circumstances.arrivedAfter,
  };
}
