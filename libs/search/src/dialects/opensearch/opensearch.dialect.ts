import type { IncomingHttpHeaders } from 'node:http';
import type { Dialect } from '../dialect.ts';
import { releaseId } from '../release-id.ts';
import { strangerThan } from '../strangers.ts';
import { readPolicy } from './policies.ts';
import { missingRights } from './rights.ts';
import { running } from './running.ts';
import { findByNames } from './snapshot-names.ts';
import { withSizes } from './snapshot-sizes.ts';

/** OpenSearch tells what it is only when it is asked; Elasticsearch, with every answer. */
function strangerIn(headers: IncomingHttpHeaders): string | null {
  const product = headers['x-elastic-product'];
  return product === undefined ? null : strangerThan('opensearch', String(product).slice(0, 40));
}

/** What distinguishes its numbers of versions from those of Elasticsearch 7, which it continues. */
const OWN_NUMBERS = 0x0800_0000;

/** OpenSearch 1 to 3. */
export const opensearch: Dialect = {
  name: 'opensearch',
  title: 'OpenSearch',
  strangerIn,
  indexVersionOf: (version) => releaseId(version) ^ OWN_NUMBERS,
  // It has no feature states, and refuses to restore with a word of them.
  withoutFeatures: {},
  // It leaves out what is not there without being asked, and refuses the question.
  resolving: {},
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
