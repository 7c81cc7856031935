import { asObject } from '../../engine/fields.ts';
import { EngineError } from '../../engine/odd-answer.ts';
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

/** Version 7 lists what it could not read of a repository next to an empty list of snapshots (recorded on 7.17.28). */
function errorIn(body: unknown): EngineError | null {
  const error = asObject(Object.values(asObject(asObject(body)?.['failures']) ?? {})[0]);
  if (typeof error?.['type'] !== 'string') return null;
  return new EngineError(error['type'] === 'repository_missing_exception' ? 404 : 500, { error });
}

/** Elasticsearch 7.17 to 9. */
export const elasticsearch: Dialect = {
  name: 'elasticsearch',
  title: 'Elasticsearch',
  strangerIn,
  errorIn,
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
