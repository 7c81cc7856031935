interface FirstDocument {
  readonly id: string;
  readonly document: Readonly<Record<string, unknown>>;
}

const users = ['demo', 'act', 'view'];
const migrations = 27;

/** From 8.8 on: the first user, tenant and role. Never recorded; the real ones are records that the exporter writes. */
const ofIdentity = [
  ['camunda-user-8', 'demo'],
  ['camunda-tenant-8', '<default>'],
  ['camunda-role-8', 'admin'],
] as const;

/** What the applications themselves put into a new index; the counts are those that were recorded. */
export function firstDocuments(index: string): FirstDocument[] {
  const first = ofIdentity.find(([name]) => index.includes(name));
  if (first !== undefined) return [{ id: first[1], document: { id: first[1], name: first[1] } }];
  if (/^(operate|tasklist)-user-\d/.test(index))
    return users.map((userId) => ({ id: userId, document: { id: userId, userId, displayName: userId } }));
  if (index.startsWith('operate-migration-steps-repository-'))
    return Array.from({ length: migrations }, (_, order) => ({
      id: `step-${order}`,
      document: { '@type': 'processorStep', order, applied: true, version: '8.6.0' },
    }));
  if (index.startsWith('optimize-settings_'))
    return [{ id: '1', document: { id: '1', sharingEnabled: true } }];
  return [];
}
