import type { FailureCode } from '#domain';
import type { StoreAction, StoreAnswer } from './answer.ts';

/** What an error of the store means for the caller. */
export interface Verdict {
  code: FailureCode;
  retryable: boolean;
  /** What a person can do about it. */
  remedy: string;
}

/** One line of the table. The first one that fits an answer decides. */
export interface EngineError {
  /** The `type` that the engine gives its error. */
  types: readonly string[];
  /** Text that the error or one of its causes must hold; any text does when it is left out. */
  when?: RegExp;
  verdict: Verdict | ((answer: StoreAnswer, action: StoreAction) => Verdict);
  /** Where this is known from. */
  source: string;
}

const permanent = (remedy: string, code: FailureCode = 'refused'): Verdict => ({
  code,
  retryable: false,
  remedy,
});
const passing = (remedy: string, code: FailureCode = 'unavailable'): Verdict => ({
  code,
  retryable: true,
  remedy,
});

const RECORDED = 'recorded on Elasticsearch 8.16.1';
const SOURCE = 'source of Elasticsearch 8.16';

const inUse = permanent('Use another name.', 'id-in-use');
const inTheWay = permanent('Delete what has that name, then restore again.', 'index-in-the-way');

/** What a store of objects answers when a person has to change something; everything else in it may pass. */
const NO_ACCESS =
  /AccessDenied|access.denied|InvalidAccessKeyId|SignatureDoesNotMatch|NoSuchBucket|bucket does not exist|AccountIsDisabled|AuthorizationFailure|ContainerNotFound|Read-only file system|Permission denied|No space left/i;

const REPOSITORY = ['repository_exception', 'repository_verification_exception'];

/** Errors of Elasticsearch and OpenSearch whose HTTP status tells less than their type and reason, or something else. */
export const ENGINE_ERRORS: readonly EngineError[] = [
  {
    types: ['repository_missing_exception'],
    verdict: (_answer, { repository }) =>
      permanent(
        `Register the repository: PUT _snapshot/${repository ?? '<name>'} with its type and settings.`,
      ),
    source: RECORDED,
  },
  {
    types: REPOSITORY,
    when: /has been disabled to prevent|do not match its expected state/i,
    verdict: permanent(
      'Something else wrote into the repository. Stop it, then register the repository again: PUT _snapshot/<name> with its settings.',
    ),
    source: RECORDED,
  },
  {
    types: REPOSITORY,
    when: /read-?only repository/i,
    verdict: permanent('Register the repository without "readonly".', 'repository-read-only'),
    source: RECORDED,
  },
  {
    types: REPOSITORY,
    when: /configured to hold up to \[\d+\] snapshots/i,
    verdict: permanent('Delete old sets, or raise max_number_of_snapshots of the repository.'),
    source: `${SOURCE}, BlobStoreRepository`,
  },
  {
    types: REPOSITORY,
    when: NO_ACCESS,
    verdict: permanent('Check that every node can read and write the place the repository points to.'),
    source: 'error codes of S3, Azure Blob Storage and of the file system',
  },
  {
    types: REPOSITORY,
    verdict: passing(
      'A store that is throttled or busy answers like this for a while. If it stays, check that every node can read and write the place the repository points to.',
    ),
    source: 'elastic/elasticsearch issues 54392, 70521 and 100057',
  },
  {
    types: ['snapshot_exception', 'snapshot_creation_exception'],
    when: /unassigned primary shards|indices don't have primary shards/i,
    verdict: permanent(
      'Bring these indices back (GET _cluster/allocation/explain), then run again.',
      'shards-unassigned',
    ),
    source: RECORDED,
  },
  {
    types: ['snapshot_name_already_in_use_exception'],
    verdict: inUse,
    source: RECORDED,
  },
  {
    types: ['invalid_snapshot_name_exception'],
    when: /already (exists|in-progress)/,
    verdict: inUse,
    source: 'source of OpenSearch 2, and of Elasticsearch before 8: the same type for a name that is taken',
  },
  {
    types: ['invalid_snapshot_name_exception'],
    verdict: permanent('Use a lower-case name without spaces.'),
    source: RECORDED,
  },
  {
    types: ['concurrent_snapshot_execution_exception', 'snapshot_in_progress_exception'],
    verdict: passing('It has to finish first.', 'busy'),
    source: RECORDED,
  },
  {
    types: ['snapshot_restore_exception'],
    when: /snapshot does not exist/,
    verdict: permanent('Choose a snapshot that is in the repository and complete.', 'snapshot-missing'),
    source: RECORDED,
  },
  {
    types: ['snapshot_restore_exception'],
    when: /already exists in the cluster/,
    verdict: inTheWay,
    source: RECORDED,
  },
  {
    types: ['snapshot_restore_exception'],
    verdict: permanent('This snapshot cannot be restored as it is.'),
    source: RECORDED,
  },
  {
    types: ['invalid_index_name_exception'],
    when: /already exists as alias/,
    verdict: inTheWay,
    source: RECORDED,
  },
  {
    types: ['illegal_state_exception'],
    when: /names need to be unique/,
    verdict: inTheWay,
    source: RECORDED,
  },
  {
    types: ['validation_exception'],
    when: /shards open/,
    verdict: passing('Delete indices, or raise the limit of shards.', 'busy'),
    source: RECORDED,
  },
  {
    types: ['cluster_block_exception'],
    when: /read-only|FORBIDDEN/,
    verdict: permanent(
      'Free disk space or remove the block (index.blocks.* or cluster.blocks.*), then run again.',
      'blocked',
    ),
    source: `${SOURCE}, IndexMetadata and Metadata (blocks 5 to 13)`,
  },
  {
    types: ['security_exception'],
    verdict: ({ reason }) => permanent(privilegeRemedy(reason)),
    source: RECORDED,
  },
  {
    types: [
      'es_rejected_execution_exception',
      'rejected_execution_exception',
      'open_search_rejected_execution_exception',
      'circuit_breaking_exception',
      'master_not_discovered_exception',
      'cluster_manager_not_discovered_exception',
      'not_master_exception',
      'failed_to_commit_cluster_state_exception',
      'process_cluster_event_timeout_exception',
      'cluster_block_exception',
      'node_closed_exception',
      'node_disconnected_exception',
      'node_not_connected_exception',
      'connect_transport_exception',
      'receive_timeout_transport_exception',
      'no_shard_available_action_exception',
      'unavailable_shards_exception',
    ],
    verdict: passing('Check its health.'),
    source: `${SOURCE}: RestStatus of these is 429, 500 or 503, and all of them pass`,
  },
];

/** Names of parameters that the engine does not know, and for which it refused to look at a request; none for any other answer. */
export function unknownParameters({ status, reason }: StoreAnswer): string[] {
  const [, names] = /contains unrecognized parameters?: (.+)$/.exec(reason) ?? [];
  if (status !== 400 || names === undefined) return [];
  const own = names.replaceAll(/ -> did you mean [^?]*\?/g, '');
  return [...own.matchAll(/\[([a-z_]+)\]/g)].map(([, name = '']) => name);
}

/**
 * Names the missing right, as the engine names it: "action [x] is unauthorized …, granted by the … privileges [a,b]".
 * OpenSearch words it "no permissions for [x] and User [name=…]".
 */
function privilegeRemedy(reason: string): string {
  const action = /(?:action|permissions for) \[([^\]]+)\]/.exec(reason)?.[1];
  const privileges = /granted by the (cluster|index) privileges \[([^\]]+)\]/.exec(reason);
  if (action === undefined)
    return 'Check records.auth of this cluster in the configuration, and that it may manage snapshots.';
  const which = privileges ? ` Any of these ${privileges[1]} privileges grants it: ${privileges[2]}.` : '';
  return `The user of records.auth needs the action ${action}, as the roles in deploy/roles have it (docs/privileges.md).${which}`;
}
