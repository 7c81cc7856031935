import { DEFAULT_TENANT, resultsOf, type PreflightCheck } from '#domain';
import type { InProcessFacts } from './in-process.facts.ts';
import type { RestoreFacts } from './restore-facts.ts';

const about = (name: string) => resultsOf({ name, component: 'zeebe' as const });

/**
 * Whether a cluster can be restored while it runs, as far as that can be known before it enters recovery mode. Empty for a
 * restore that stops all of Camunda. Pure.
 */
export function inProcessChecks(facts: RestoreFacts): PreflightCheck[] {
  const { inProcess } = facts;
  if (inProcess === null) return [];
  return [
    modeCheck(inProcess, otherWay(facts)),
    changeCheck(inProcess),
    restoreCheck(inProcess),
    dryRunCheck(inProcess),
    templatesCheck(facts),
  ];
}

const START = 'Start every broker, also with an empty or damaged state: it is replaced.';

/** What to do with a cluster that does not start. Its restore application replaces the data of every physical tenant. */
function otherWay({ cluster, zeebe }: RestoreFacts): string {
  const isOneOfSeveral = (zeebe?.tenants?.length ?? 0) > 1 || cluster.tenant !== DEFAULT_TENANT;
  return isOneOfSeveral
    ? `${START} A cluster with several physical tenants has no other way: its restore application would lose the others.`
    : `${START} If they do not start, and the cluster has the default physical tenant only, remove orchestration.rest from the configuration: then the restore stops Camunda and uses its restore application.`;
}

function modeCheck({ mode }: InProcessFacts, remedy: string): PreflightCheck {
  const { passed, failed } = about('cluster-running');
  if (!mode.ok) return failed(`a restore in the running cluster needs its REST API: ${mode.message}`, remedy);
  const { recovering, replicas } = mode.value;
  switch (mode.value.mode) {
    case 'processing':
      return passed(`all ${replicas} replicas process; the restore puts them into recovery mode`);
    case 'recovering':
      return passed(`all ${replicas} replicas are in recovery mode already`);
    case 'mixed':
      return failed(
        `not every replica is to be seen, or some are in recovery mode and others are not (${recovering} of ${replicas} are)`,
        remedy,
      );
  }
}

function changeCheck({ pending }: InProcessFacts): PreflightCheck {
  const { passed, failed } = about('no-change-pending');
  if (!pending.ok)
    return failed(
      `the changes of the cluster cannot be read: ${pending.message}`,
      'Check orchestration.management: GET /actuator/cluster has to answer there.',
    );
  if (pending.value === null) return passed('no change of the cluster is pending');
  return failed(
    `change ${pending.value} of the cluster is pending, and there is one at a time`,
    `Wait until it has ended, or cancel it: DELETE /actuator/cluster/changes/${pending.value} at the management port.`,
  );
}

/** Also whether Holdfast may restore: who may not is refused the question. */
function restoreCheck({ running }: InProcessFacts): PreflightCheck {
  const { passed, failed } = about('restore-api');
  if (!running.ok)
    return failed(
      `Holdfast cannot use the restore API: ${running.message}`,
      'The user or client of orchestration.rest.auth needs BACKUP:RESTORE.',
    );
  if (running.value === null) return passed('the restore API answers, and no restore is running');
  return failed(
    `the cluster is being restored already (change ${running.value})`,
    'Wait until it has ended, or cancel it.',
  );
}

function dryRunCheck({ dryRun }: InProcessFacts): PreflightCheck {
  const { passed, failed } = about('restore-dry-run');
  switch (dryRun.kind) {
    case 'could':
      return passed(dryRun.message);
    case 'later':
      return passed(
        'the cluster answers a dry run in recovery mode only: it is asked there, before anything is deleted',
      );
    case 'refused':
      return failed(`the cluster would not restore this backup: ${dryRun.message}`, 'Choose another set.');
    case 'unanswered':
      return failed(
        `the dry run has no answer: ${dryRun.message}`,
        'Look into the log of Camunda, then plan again.',
      );
  }
}

/** No step of this restore starts Camunda, which makes its templates when it starts. */
function templatesCheck({ templates }: RestoreFacts): PreflightCheck {
  const { passed, failed } = resultsOf({ name: 'templates', component: 'records' as const });
  const missing = templates.filter((each) => each.templates.length === 0).map(({ prefix }) => prefix);
  if (missing.length === 0) return passed('the index templates are there');
  return failed(
    `there is no index template for ${missing.join(', ')}, and no snapshot holds one`,
    'Restart Camunda, which makes its templates when it starts, then plan again.',
  );
}
