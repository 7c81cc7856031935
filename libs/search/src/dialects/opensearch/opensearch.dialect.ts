import type { Dialect } from '../dialect.ts';
import { releaseId } from '../release-id.ts';
import { productIn, strangerThan, type Answer } from '../strangers.ts';
import { readPolicy } from './policies.ts';
import { missingRights } from './rights.ts';
import { running } from './running.ts';
import { findByNames } from './snapshot-names.ts';
import { withSizes } from './snapshot-sizes.ts';

/** OpenSearch tells what it is only when it is asked (`ping`); Elasticsearch, with every answer. */
function strangerIn({ headers, body }: Answer): string | null {
  if (headers['x-elastic-product'] === undefined) return null;
  return strangerThan('opensearch', productIn(body) ?? 'Elasticsearch');
}

/** What distinguishes its numbers of versions from those of Elasticsearch 7, which it continues. */
const OWN_NUMBERS = 0x0800_0000;

/** OpenSearch 1 to 3. */
export const opensearch: Dialect = {
  name: 'opensearch',
  title: 'OpenSearch',
  strangerIn,
  errorIn: () => null,
  indexVersionOf: (version) => releaseId(version) ^ OWN_NUMBERS,
  // It has no feature states, and refuses to restore with a word of them.
  withoutFeatures: {},
  // It leaves out what is not there without being asked, and refuses the question.
  resolving: {},
  newer: [],
  namesOnly: {},
  find: findByNames,
  describing: {},
  withSizes,
  running,
  missingRights,
  lifecycle: {
    policyPaths: [
      ['plugins', 'index_state_management', 'policy_id'],
      ['opendistro', 'index_state_management', 'policy_id'],
    ],
    settings: ['index.plugins.index_state_management.*', 'index.opendistro.index_state_management.*'],
    read: readPolicy,
  },
};
