import type { Dialect } from '../dialect.ts';
import { releaseId } from '../release-id.ts';
import { productIn, strangerThan, type Answer } from '../strangers.ts';
import { readLifecycle } from './lifecycle.ts';
import { missingRights } from './rights.ts';
import { running } from './running.ts';
import { findByPages } from './snapshot-pages.ts';

/** Every answer of every version from 7.14 on names the product. */
function strangerIn({ headers, body }: Answer): string | null {
  if (headers['x-elastic-product'] === 'Elasticsearch') return null;
  return strangerThan('elasticsearch', productIn(body) ?? 'something that does not say it is Elasticsearch');
}

/** Elasticsearch 7.17 to 9. */
export const elasticsearch: Dialect = {
  name: 'elasticsearch',
  title: 'Elasticsearch',
  strangerIn,
  // An index was numbered by the release before 8.11.
  indexVersionOf: releaseId,
  withoutFeatures: { feature_states: ['none'] },
  resolving: { ignore_unavailable: true, allow_no_indices: true },
  newer: ['index_names', 'ignore_unavailable', 'allow_no_indices'],
  // Names of indices would make the answer ten times as long.
  namesOnly: { index_names: false },
  find: findByPages,
  describing: { index_details: true },
  withSizes: (_, { snapshots }) => Promise.resolve([...snapshots]),
  running,
  missingRights,
  lifecycle: {
    policyPaths: [['lifecycle', 'name']],
    settings: ['index.lifecycle.*'],
    read: readLifecycle,
  },
};
