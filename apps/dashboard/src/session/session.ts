import { signal } from '@preact/signals';
import type { Me } from '#contracts';
import { ApiProblem, asProblem, onUnauthenticated } from '../api/http.ts';
import { holdfast } from '../api/holdfast.ts';
import { may, type Action } from './permissions.ts';

/** Who is here. `nobody`: a login is needed; `problem`: Holdfast could not say. */
export type Session =
  | { state: 'asking' }
  | { state: 'known'; me: Me }
  | { state: 'nobody' }
  | { state: 'problem'; problem: ApiProblem };

export const session = signal<Session>({ state: 'asking' });

export function currentUser(): Me | null {
  return session.value.state === 'known' ? session.value.me : null;
}

export function allowed(action: Action): boolean {
  return may(currentUser(), action);
}

export async function loadSession(): Promise<void> {
  try {
    session.value = { state: 'known', me: await holdfast.me() };
  } catch (error) {
    const problem = asProblem(error);
    session.value = problem.status === 401 ? { state: 'nobody' } : { state: 'problem', problem };
  }
}

/** @throws ApiProblem when the token is not known */
export async function logIn(token: string): Promise<void> {
  await holdfast.logIn(token);
  await loadSession();
}

/** @throws ApiProblem when Holdfast could not be told, and the session goes on */
export async function logOut(): Promise<void> {
  await holdfast.logOut();
  await loadSession();
}

export function startSession(): Promise<void> {
  onUnauthenticated(() => {
    if (session.value.state === 'known') session.value = { state: 'nobody' };
  });
  return loadSession();
}
