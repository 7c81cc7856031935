import type { ComponentChildren } from 'preact';
import { flowHref } from '#contracts/endpoints';
import { causingStep, PREFLIGHT_RUNBOOK, runbookOf, runOriginText } from '#domain';
import { clusterOf } from '../overview/overview.store.ts';
import { Bar } from '../overview/run-line.tsx';
import { runHref } from '../routing/route.ts';
import { now } from '../time/clock.ts';
import { duration, limit, ticking } from '../time/format.ts';
import { Time } from '../time/time.tsx';
import { Mark } from '../ui/mark.tsx';
import { Notice } from '../ui/problem.tsx';
import { EXPORTING_LOOKS, lookOfRun } from '../ui/state.ts';
import { currentUser } from '../session/session.ts';
import { Words } from '../ui/words.tsx';
import { Checks } from './checks.tsx';
import { NextSteps } from './next-steps.tsx';
import { pausedMs, type RunView } from './run-view.ts';

function Detail({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What a run is, and how it stands. */
export function RunDetails({ run }: { run: RunView }) {
  const { kind, requestedAt, finishedAt, origin, cluster, setId, labels } = run;
  const open = run.phase !== 'done';
  const took = (finishedAt === null ? now.value : Date.parse(finishedAt)) - Date.parse(requestedAt);
  return (
    <dl class="facts facts-run">
      <Detail name="State">
        <Mark look={lookOfRun(run)} large />
      </Detail>
      <Detail name={open ? 'Running for' : 'Took'}>
        <span class="age">{open ? ticking(took) : finishedAt === null ? 'not known' : duration(took)}</span>
        <p class="small">
          since <Time at={requestedAt} zone />
        </p>
      </Detail>
      {run.exporting !== null && <PauseDetail run={run} exporting={run.exporting} />}
      <Detail name="Asked for by">
        {runOriginText(origin)}
        <p class="small">
          Camunda {run.version} · {run.procedure} · fence {run.fence}
          <FlowLink run={run} />
        </p>
        {Object.keys(labels).length > 0 && (
          <p class="small">
            {Object.entries(labels)
              .map(([name, value]) => `${name}: ${value}`)
              .join(', ')}
          </p>
        )}
      </Detail>
      {kind !== 'backup' && (
        <Detail name="About the set">
          <a class="figure" href={runHref(cluster, 'backup', setId)}>
            {setId}
          </a>
        </Detail>
      )}
    </dl>
  );
}

/** To the jobs of the run, for those who may see all queues. */
function FlowLink({ run }: { run: RunView }) {
  const me = currentUser();
  // A caller without a login needs the password of Bull Board, if it is there at all.
  if (me?.role !== 'admin' || me.via !== 'session' || me.clusters !== null) return null;
  return (
    <>
      {' · '}
      <a href={flowHref(run)}>its jobs</a>
    </>
  );
}

function PauseDetail({ run, exporting }: { run: RunView; exporting: NonNullable<RunView['exporting']> }) {
  const budget = clusterOf(run.cluster)?.pauseBudgetSeconds ?? null;
  const paused = pausedMs(run, now.value);
  const share = budget === null || paused === null ? 0 : Math.min(1, paused / (budget * 1_000));
  return (
    <Detail name="Exporting">
      <Mark look={EXPORTING_LOOKS[exporting]} />
      <p class="small">
        {paused === null
          ? 'was not paused'
          : `paused for ${run.resumedAt === null ? ticking(paused) : duration(paused)}`}
        {budget !== null &&
          `${paused === null ? '; up to' : ' of'} ${limit(budget)}${paused === null ? ' are allowed' : ' allowed'}`}
      </p>
      {paused !== null && budget !== null && (
        <Bar
          share={share}
          label="Pause budget"
          words={`${Math.round(share * 100)} percent of the pause budget used`}
          tone={share < 0.5 ? 'quiet' : share < 0.9 ? 'warn' : 'bad'}
        />
      )}
    </Detail>
  );
}

/** Why a run did not end well, before everything else. */
export function RunTrouble({ run }: { run: RunView }) {
  const { failure, outcome, checks } = run;
  if (outcome === 'rejected')
    return (
      <section class="panel" aria-labelledby="trouble">
        <h2 id="trouble">Why it was rejected</h2>
        <p>
          Nothing was touched. Fix what follows, then start it again. <a href={PREFLIGHT_RUNBOOK}>Runbook</a>
        </p>
        <Checks checks={checks} />
        <NextSteps run={run} />
      </section>
    );
  if (failure === null || outcome === 'completed') return null;
  // A run may also have ended for a reason that is not that of a step.
  const failed = causingStep(run.steps);
  const at = failed?.failure?.code === failure.code ? failed : null;
  return (
    <section class="panel trouble" aria-labelledby="trouble">
      <h2 id="trouble">{outcome === 'cancelled' ? 'Why it ended' : 'Why it failed'}</h2>
      <Notice tone={outcome === 'failed' ? 'bad' : 'warn'} icon={outcome === 'failed' ? 'cross' : 'warning'}>
        <p>
          {at && <span class="figure">{at.name}: </span>}
          <strong>
            <Words text={failure.message} />
          </strong>
        </p>
        <p class="small">
          <a href={runbookOf(failure.code)}>Runbook: {failure.code}</a>
          {failure.component !== null && ` · ${failure.component}`}
          {failure.status !== null && ` · HTTP ${failure.status}`}
        </p>
        {failure.answer !== null && <pre class="answer">{failure.answer}</pre>}
      </Notice>
      <NextSteps run={run} />
    </section>
  );
}
