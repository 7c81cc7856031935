interface FirstDocument {
  readonly id: string;
  readonly document: Readonly<Record<string, unknown>>;
}

const users = ['demo', 'act', 'view'];
const migrations = 27;

/** What the applications themselves put into a new index; the counts are those that were recorded. */
export function firstDocuments(index: string): FirstDocument[] {
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
