import { signal } from '@preact/signals';
import type { Me } from '#contracts';
import { serverNow } from '../time/clock.ts';
import { ApiProblem, asProblem, onUnauthenticated } from '../api/http.ts';
import { call } from '../api/holdfast.ts';
import { may, type Action } from './permissions.ts';
import { whyLogin, type WhyLogin } from './why-login.ts';

/** Who is here. `nobody`: a login is needed; `problem`: Holdfast could not say. */
export type Session =
  | { state: 'asking' }
  | { state: 'known'; me: Me }
  | { state: 'anonymous'; why: WhyLogin }
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
    session.value = { state: 'known', me: await call('me.read') };
  } catch (error) {
    const problem = asProblem(error);
    if (problem.status === 401) nobody();
    else session.value = { state: 'problem', problem };
  }
}

/** @throws ApiProblem when the token is not known */
export async function logIn(token: string): Promise<void> {
  await call('login', { body: { token } });
  await loadSession();
  others.postMessage('changed');
}

/** @throws ApiProblem when Holdfast could not be reached, and the session continues */
export async function logOut(): Promise<void> {
  await call('logout');
  // Set before the call: a user who logs out does so on purpose, and needs no message that the session ended.
  session.value = { state: 'asking' };
  await loadSession();
  others.postMessage('changed');
}

export function startSession(): Promise<void> {
  onUnauthenticated(nobody);
  others.onmessage = () => void loadSession();
  return loadSession();
}

/** Holdfast does not know this session, or there is none. The first reason stays. */
function nobody(): void {
  const { value } = session;
  if (value.state !== 'anonymous')
    session.value = {
      state: 'anonymous',
      why: whyLogin(value.state === 'known' ? value.me : null, serverNow()),
    };
}
