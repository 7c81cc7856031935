import { existsSync, readFileSync } from 'node:fs';

/** Everything that a service account asks to be changed, with what it sent. */
export const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived', 'ResponseStarted'],
  rules: [
    {
      level: 'Request',
      userGroups: ['system:serviceaccounts'],
      verbs: ['create', 'patch', 'update', 'delete'],
    },
    { level: 'None' },
  ],
};

export interface AuditedChange {
  user: string;
  verb: string;
  namespace: string;
  resource: string;
  name: string;
  status: number;
  sent: Record<string, unknown>;
}

interface AuditEvent {
  verb: string;
  user: { username: string };
  objectRef?: { namespace?: string; resource?: string; name?: string };
  responseStatus?: { code?: number };
  requestObject?: Record<string, unknown>;
}

/** What the API server itself says was asked of it, oldest first. */
export class AuditLog {
  constructor(readonly path: string) {}

  changes(namespace: string): AuditedChange[] {
    if (!existsSync(this.path)) return [];
    return readFileSync(this.path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as AuditEvent)
      .filter(({ objectRef }) => objectRef?.namespace === namespace)
      .map(({ verb, user, objectRef, responseStatus, requestObject }) => ({
        verb,
        user: user.username,
        namespace,
        resource: objectRef?.resource ?? '',
        name: objectRef?.name ?? '',
        status: responseStatus?.code ?? 0,
        sent: requestObject ?? {},
      }));
  }
}
