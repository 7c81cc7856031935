import type { Request } from 'express';
import type { Me } from '#contracts';

/** What could be found out about who sent a request. */
export interface Identity {
  caller: Me | null;
  /** Something was shown, and it is not known. */
  wrong?: boolean;
  /** Why the caller could not be determined: Redis, which has the sessions, is down. */
  trouble?: unknown;
}

/** The caller where nothing is configured: any user of this machine. */
export const ANONYMOUS: Me = {
  name: 'anonymous',
  role: 'admin',
  clusters: null,
  via: 'anonymous',
  expiresAt: null,
};

const NOBODY: Identity = { caller: null };
const identities = new WeakMap<Request, Identity>();

export function rememberIdentity(request: Request, identity: Identity): void {
  identities.set(request, identity);
}

export function identityOf(request: Request): Identity {
  return identities.get(request) ?? NOBODY;
}

export function callerOf(request: Request): Me | null {
  return identityOf(request).caller;
}

/** Whether a caller may see a cluster. For other clusters the answer is the same as for one that does not exist. */
export function sees({ clusters }: Pick<Me, 'clusters'>, cluster: string): boolean {
  return clusters === null || clusters.includes(cluster);
}
