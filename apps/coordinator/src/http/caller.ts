import type { Request } from 'express';
import type { Me } from '#contracts';

/** What could be found out about who sent a request. */
export interface Identity {
  caller: Me | null;
  /** Something was shown, and it is not known. */
  wrong?: boolean;
  /** Why it could not be found out: Redis is away, and it has the sessions. */
  trouble?: unknown;
}

/** Where nothing is configured: whoever is on this machine. */
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

/** Whether somebody may see a cluster. What may not be seen is answered as if it did not exist. */
export function sees({ clusters }: Pick<Me, 'clusters'>, cluster: string): boolean {
  return clusters === null || clusters.includes(cluster);
}
