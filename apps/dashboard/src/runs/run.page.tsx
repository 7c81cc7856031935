import { useEffect, useMemo } from 'preact/hooks';
import { nameOf } from '#domain';
import type { RunReference } from '../api/holdfast.ts';
import { ConnectionLine } from '../overview/connection-line.tsx';
import { clusterOf, useOverview } from '../overview/overview.store.ts';
import { RestorePlanView } from '../restores/plan-view.tsx';
import { PlannedRestore } from '../restores/planned-restore.tsx';
import { WaitingFor } from '../restores/waiting-for.tsx';
import { clusterHref } from '../routing/route.ts';
import { whyNot, type Action } from '../session/permissions.ts';
import { currentUser } from '../session/session.ts';
import { capital } from '../time/format.ts';
import { Page } from '../ui/page.tsx';
import { Loading, ProblemNotice } from '../ui/problem.tsx';
import { lookOfRun } from '../ui/state.ts';
import { Cancel } from './cancel.tsx';
import { Checks } from './checks.tsx';
import { GanttView } from './gantt-view.tsx';
import { JournalView } from './journal-view.tsx';
import { RunDetails, RunTrouble } from './run-details.tsx';
import { RunFollower } from './run-follower.ts';
import type { RunView } from './run-view.ts';
import { SetPanel, SetWithoutRun } from './set-panel.tsx';
import { StepsTable } from './steps-table.tsx';

/** One run, live until it has ended; of a restore that was not run yet, its plan. */
export function RunPage({ kind, cluster, number }: RunReference) {
  useOverview();
  const follower = useMemo(() => new RunFollower({ kind, cluster, number }), [kind, cluster, number]);
  useEffect(() => {
    void follower.start();
    return () => follower.stop();
  }, [follower]);
  const run = follower.run.value;
  const restore = follower.restore.value;
  const backup = follower.backup.value;
  const problem = follower.problem.value;
  const link = follower.link.value;
  const title = capital(nameOf({ kind, number }));
  const state = run === null ? (restore === null ? '' : ' (plan)') : `: ${lookOfRun(run).word}`;
  return (
    <Page
      title={title}
      windowTitle={`${title}${state} · ${cluster}`}
      crumbs={
        <>
          <a href="/">Clusters</a> <span aria-hidden="true">/</span>{' '}
          <a href={clusterHref(cluster)}>{cluster}</a>
        </>
      }
      aside={run && <Cancel run={run} onCancelled={() => void follower.read()} />}
    >
      <ConnectionLine link={link} stale={run !== null} />
      {problem && link.state !== 'lost' && (
        <ProblemNotice problem={problem} onRetry={() => void follower.start()} />
      )}
      {!run && !restore && !backup && !problem && <Loading what={title.toLowerCase()} />}
      {restore && !run && <PlannedRestore restore={restore} onBegun={() => void follower.start()} />}
      {backup && !run && <SetWithoutRun backup={backup} />}
      {run && (
        <div class={link.state === 'lost' ? 'stale' : ''}>
          <RunBody run={run} follower={follower} />
        </div>
      )}
    </Page>
  );
}

function RunBody({ run, follower }: { run: RunView; follower: RunFollower }) {
  const budgetSeconds = clusterOf(run.cluster)?.pauseBudgetSeconds ?? null;
  const restore = follower.restore.value;
  return (
    <>
      <section class="panel" aria-label="Run">
        <RunDetails run={run} />
        <RoleNote run={run} />
      </section>
      {run.waitingFor && (
        <WaitingFor run={run} waitingFor={run.waitingFor} onConfirmed={() => void follower.read()} />
      )}
      <RunTrouble run={run} />
      {run.outcome !== 'rejected' && (
        <section class="panel" aria-labelledby="timeline">
          <h2 id="timeline">Timeline</h2>
          <GanttView run={run} journal={follower.journal.value} budgetSeconds={budgetSeconds} />
          <StepsTable steps={run.steps} title={run.title} shownAbove={run.failure?.message ?? null} />
        </section>
      )}
      {run.phase === 'done' && <SetPanel set={run.set} />}
      {run.checks.length > 0 && run.outcome !== 'rejected' && (
        <section class="panel" aria-labelledby="preflight">
          <h2 id="preflight">Preflight</h2>
          <Checks checks={run.checks} />
        </section>
      )}
      {restore && (
        <details class="panel">
          <summary>The plan that was confirmed</summary>
          <RestorePlanView plan={restore.plan} cluster={run.cluster} />
        </details>
      )}
      <JournalView journal={follower.journal.value} />
    </>
  );
}

function RoleNote({ run }: { run: RunView }) {
  const needed: Record<RunReference['kind'], Action[]> = {
    backup: ['cancel backups'],
    restore: ['run, cancel and confirm restores'],
    deletion: [],
  };
  const note = run.phase === 'done' ? null : whyNot(currentUser(), needed[run.kind]);
  return note === null ? null : <p class="small">{note}</p>;
}
