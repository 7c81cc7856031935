import { IMPORTERS } from '../component.ts';
import { unifiedPrefix, type IndexPrefixes } from './index-space.ts';

/** An application that reads exported records and notes how far it is. */
export interface ImporterIndex {
  app: (typeof IMPORTERS)[number];
  /** Of the index in which it notes that. */
  prefix: string;
  /** It must exist. From 8.8 on it does only after an update, while the migration importer reads what is left. */
  required: boolean;
}

/** What imports the exported records of a cluster. Pure. */
export function importersOf(prefixes: IndexPrefixes): ImporterIndex[] {
  const { webapps } = prefixes;
  if (webapps !== undefined)
    return IMPORTERS.map((app) => ({ app, prefix: unifiedPrefix(webapps, app), required: false }));
  return IMPORTERS.flatMap((app) => {
    const prefix = prefixes[app];
    return prefix === undefined ? [] : [{ app, prefix, required: true }];
  });
}
