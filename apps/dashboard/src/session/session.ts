import { signal } from '@preact/signals';
import type { Me } from '#contracts';
import { serverNow } from '../time/clock.ts';
import { ApiProblem, asProblem, onUnauthenticated } from '../api/http.ts';
import { holdfast } from '../api/holdfast.ts';
import { may, type Action } from './permissions.ts';
import { whyNobody, type WhyNobody } from './why-nobody.ts';

/** Who is here. `nobody`: a login is needed; `problem`: Holdfast could not say. */
export type Session =
  | { state: 'asking' }
  | { state: 'known'; me: Me }
  | { state: 'nobody'; why: WhyNobody }
  | { state: 'problem'; problem: ApiProblem };

export const session = signal<Session>({ state: 'asking' });

export function currentUser(): Me | null {
  return session.value.state === 'known' ? session.value.me : null;
}

export function allowed(action: Action): boolean {
  return may(currentUser(), action);
}

/** Other pages of this browser, which have the same session. */
const others = new BroadcastChannel('session');

export async function loadSession(): Promise<void> {
  try {
    session.value = { state: 'known', me: await holdfast.me() };
  } catch (error) {
    const problem = asProblem(error);
    if (problem.status === 401) nobody();
    else session.value = { state: 'problem', problem };
  }
}

/** @throws ApiProblem when the token is not known */
export async function logIn(token: string): Promise<void> {
  await holdfast.logIn(token);
  await loadSession();
  others.postMessage('changed');
}

/** @throws ApiProblem when Holdfast could not be told, and the session goes on */
export async function logOut(): Promise<void> {
  await holdfast.logOut();
  // Not known before Holdfast is asked: whoever left did so on purpose, and is not told that the session ended.
  session.value = { state: 'asking' };
  await loadSession();
  others.postMessage('changed');
}

export function startSession(): Promise<void> {
  onUnauthenticated(nobody);
  others.onmessage = () => void loadSession();
  return loadSession();
}

/** Holdfast knows nobody by this session, or there is none. What was said of it first stays said. */
function nobody(): void {
  const { value } = session;
  if (value.state !== 'nobody')
    session.value = {
      state: 'nobody',
      why: whyNobody(value.state === 'known' ? value.me : null, serverNow()),
    };
}
