import type { ClusterOverview, Overview } from '#contracts';
import { linesOf, nameOf } from '#domain';
import { commandLine } from '../invocation.ts';
import { paint } from '../output/colours.ts';
import { capital, localTime, plural, span } from '../output/format.ts';
import { table } from '../output/table.ts';
import { wrap } from '../output/wrap.ts';
import { byConcern, concernOf, CONCERNS, openAlerts, type Concern } from './concern.ts';

export interface Room {
  /** Of the screen; Infinity for no limit. */
  width: number;
  /** Lines that there are. What matters least is left out first. */
  rows: number;
}

const MARKS: Record<Concern, string> = {
  waits: paint.yellow('?'),
  critical: paint.red('✗'),
  warning: paint.yellow('!'),
  running: paint.cyan('>'),
  fine: paint.green('✓'),
};
const WORDS: Record<Concern, readonly [one: string, several: string]> = {
  waits: ['waits for a person', 'wait for a person'],
  critical: ['critical', 'critical'],
  warning: ['warning', 'with warnings'],
  running: ['running', 'running'],
  fine: ['fine', 'fine'],
};

const HEAD = ['', 'CLUSTER', 'NOW', 'GOOD SET', 'LAST BACKUP', 'NEXT'];

/** The overview of all clusters: the worst first, and below what a person has to do. */
export function renderStatus(overview: Overview, { width, rows }: Room): string {
  const clusters = byConcern(overview.clusters);
  if (clusters.length === 0) return 'No cluster is configured, or you may see none.';
  const now = Date.parse(overview.at);
  const head = wrap(`${summary(clusters)}  ${paint.dim(localTime(overview.at))}`, width);
  const details = clusters.flatMap((cluster) => detailsOf(cluster));
  const { list, shown } = fitting(clusters, rows - head.split('\n').length - 2, (some) =>
    table(
      HEAD,
      some.map((cluster) => row(cluster, now)),
      width,
    ),
  );
  const rest = clusters.length - shown;
  const blocks = [head, '', list];
  if (rest > 0) blocks.push(paint.dim(`  and ${plural(rest, 'more cluster')}, not worse than these`));
  const below = wrap(details.join('\n'), width).split('\n');
  const left = rows - blocks.join('\n').split('\n').length - 1;
  if (details.length > 0 && left > 0) blocks.push('', ...cut(below, left));
  return blocks.join('\n');
}

function summary(clusters: readonly ClusterOverview[]): string {
  const parts = CONCERNS.flatMap((concern) => {
    const count = clusters.filter((cluster) => concernOf(cluster) === concern).length;
    const [one, several] = WORDS[concern];
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  });
  return `${paint.bold(plural(clusters.length, 'cluster'))}: ${parts.join(', ')}`;
}

/** As many as have room when they are drawn, and at least one; a row may take several lines. */
function fitting<T>(
  clusters: readonly T[],
  rows: number,
  draw: (some: readonly T[]) => string,
): { list: string; shown: number } {
  for (let shown = Math.min(clusters.length, Math.max(1, rows)); ; shown -= 1) {
    const list = draw(clusters.slice(0, shown));
    if (shown <= 1 || list.split('\n').length <= rows) return { list, shown };
  }
}

function cut(lines: readonly string[], rows: number): readonly string[] {
  if (lines.length <= rows) return lines;
  const most = Math.max(0, rows - 1);
  return [
    ...lines.slice(0, most),
    paint.dim(`and ${lines.length - most} more lines: ${commandLine('alerts')}`),
  ];
}

function row(cluster: ClusterOverview, now: number): string[] {
  return [
    MARKS[concernOf(cluster)],
    cluster.name,
    doing(cluster),
    goodSet(cluster, now),
    lastBackup(cluster, now),
    next(cluster, now),
  ];
}

/** What happens on a cluster; exporting where it does not run, and no run has paused it. */
function doing({ current, waitingFor, exporting, usual }: ClusterOverview): string {
  if (current !== null) {
    const { kind, number, steps } = current;
    const done = steps.filter(({ state }) => state === 'done').length;
    const what = waitingFor === null ? `${done} of ${plural(steps.length, 'step')}` : 'waits';
    const seconds = kind === 'deletion' ? null : (usual[kind]?.seconds ?? null);
    const usually = seconds === null || waitingFor !== null ? '' : `, usually ${span(seconds)}`;
    return `${nameOf({ kind, number })}: ${what}${usually}`;
  }
  if (exporting === null || exporting.exporting === 'running') return '–';
  return paint.yellow(`exporting ${exporting.exporting}`);
}

const ago = (at: string, now: number): string => span(Math.max(0, (now - Date.parse(at)) / 1000));

/** The age of the newest good set, against how old it may be. */
function goodSet({ lastGood, objectiveSeconds }: ClusterOverview, now: number): string {
  const target = objectiveSeconds === null ? '' : ` of ${span(objectiveSeconds)}`;
  if (lastGood === null) return objectiveSeconds === null ? 'none' : paint.red(`none${target}`);
  const age = (now - Date.parse(lastGood.finishedAt)) / 1000;
  const text = `${ago(lastGood.finishedAt, now)}${target}`;
  return objectiveSeconds !== null && age > objectiveSeconds ? paint.red(text) : text;
}

function lastBackup({ lastBackup: last }: ClusterOverview, now: number): string {
  if (last === null) return '–';
  const outcome = last.outcome ?? last.phase;
  const text = `${outcome} ${ago(last.finishedAt ?? last.requestedAt, now)} ago`;
  return outcome === 'failed' || outcome === 'rejected' ? paint.red(text) : text;
}

function next({ next: planned }: ClusterOverview, now: number): string {
  if (planned === null) return '–';
  const left = (Date.parse(planned.at) - now) / 1000;
  return left <= 0 ? 'now' : `in ${span(left)}`;
}

/** What a person has to do or to know, and how. */
function detailsOf(cluster: ClusterOverview): string[] {
  const { name, waitingFor, current, alerts } = cluster;
  const lines: string[] = [];
  if (waitingFor !== null && current !== null) {
    const [first = '', ...more] = linesOf(waitingFor.instruction);
    const confirm = commandLine('restore', 'confirm', name, current.number, '--action', waitingFor.action);
    lines.push(
      paint.yellow(`${name}: ${nameOf(current)} waits for a person: ${first}`),
      ...more.map((line) => `  ${line}`),
      `  When it is done: ${confirm}`,
    );
  }
  const open = openAlerts(cluster);
  for (const { kind, severity, message, remedy } of open) {
    // The lines above say it already.
    if (kind === 'waiting-for-person') continue;
    const colour = severity === 'critical' ? paint.red : paint.yellow;
    lines.push(colour(`${name}: ${severity}: ${message}`), `  ${remedy}`);
  }
  const known = alerts.length - open.length;
  if (known > 0) lines.push(paint.dim(`${name}: ${plural(known, 'alert')} acknowledged or silenced`));
  return lines;
}

/** One line that changes only when something happens, for logs. */
export function lineOf(cluster: ClusterOverview): string {
  const { name, lastBackup: last } = cluster;
  const alerts = openAlerts(cluster).map(({ kind, subject }) =>
    subject === null ? kind : `${kind} (${subject})`,
  );
  const before = last === null ? 'no backup yet' : `${capital(nameOf(last))} ${last.outcome ?? last.phase}`;
  const parts = [doing(cluster), before, ...alerts].filter((part) => part !== '–');
  return `${MARKS[concernOf(cluster)]} ${name}: ${parts.join('; ')}`;
}
