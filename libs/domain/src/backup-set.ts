import { WEB_APPS, type Component, type WebApp } from './component.ts';
import type { OwnershipProof, SetOrigin } from './ownership/ownership.ts';
import { partTakenBy } from './procedure.ts';
import type { BackupRun, RunRecord } from './run.ts';
import { parseVersion } from './version.ts';
import { backupIdOf, parsePartName, recordsSnapshotName, type PartName } from './snapshot-name.ts';

/** What a snapshot repository says of one snapshot without reading it. */
export interface NamedSnapshot {
  snapshot: string;
  uuid: string | null;
  /** The store's own word: SUCCESS, IN_PROGRESS, PARTIAL, FAILED, INCOMPATIBLE. */
  state: string;
}

/** What Zeebe's own list says of one backup; `unknown` when Zeebe could not be asked. */
export type ZeebePart =
  | {
      state: 'absent' | 'running' | 'incomplete' | 'completed' | 'failed';
      message: string;
      partitions: number;
    }
  | { state: 'unknown'; message: string };

export const PART_STATES = ['complete', 'partial', 'running', 'failed', 'missing', 'unknown'] as const;
export type PartState = (typeof PART_STATES)[number];

/** What one component holds of a set. */
export interface SetPart {
  component: Component;
  state: PartState;
  /** As the snapshot names tell. */
  version: string | null;
  /** Snapshots, or partitions of Zeebe, that are there and whole. */
  present: number;
  /** How many there must be; null where nothing tells. */
  of: number | null;
  /** For people. */
  message: string;
  snapshots: string[];
}

/**
 * - `complete`: every part is there, and our run proves that exporting was paused throughout
 * - `unverified`: every part is there, but the record of our run was lost, or Zeebe does not answer now
 * - `foreign`: nothing proves that this cluster took it; another tool or installation did, and it is left alone
 * - `partial`: parts are missing
 * - `running`: it is being taken
 * - `failed`: its run failed; what is there of it cannot be used
 */
export const SET_STATES = ['complete', 'unverified', 'foreign', 'partial', 'running', 'failed'] as const;
export type SetState = (typeof SET_STATES)[number];

export interface BackupSet {
  backupId: number;
  state: SetState;
  /** Nothing proves that it is a set of this cluster. */
  foreign: boolean;
  /** Why it is one; null for a foreign set. */
  ownedBy: OwnershipProof | null;
  /** Who took it, as its records snapshot says; null where that says nothing. */
  origin: SetOrigin | null;
  parts: SetPart[];
  /** What is not there, by name; empty when every part is. */
  missing: string[];
  /** Of Camunda, as the names of its snapshots tell. */
  versions: string[];
  /** Of Zeebe. Null unless its part is complete: until then only the finished ones are counted. */
  partitions: number | null;
}

export interface SetFacts {
  backupId: number;
  /** Components that a set of this cluster must have. */
  expected: readonly Component[];
  snapshots: readonly NamedSnapshot[];
  zeebe: ZeebePart;
  run:
    (Pick<RunRecord, 'runId' | 'phase' | 'outcome' | 'steps'> & Partial<Pick<BackupRun, 'versions'>>) | null;
  /** What proves that it is a set of this cluster; null for a foreign one. */
  ownedBy: OwnershipProof | null;
  origin: SetOrigin | null;
}

/** Groups the snapshots of a repository by backup id; those of other kinds are left out. */
export function snapshotsById(all: readonly NamedSnapshot[]): Map<number, NamedSnapshot[]> {
  const byId = new Map<number, NamedSnapshot[]>();
  for (const each of all) {
    const id = backupIdOf(each.snapshot);
    if (id === null) continue;
    const known = byId.get(id);
    if (known) known.push(each);
    else byId.set(id, [each]);
  }
  return byId;
}

/** Every part is there. After a loss of Redis every set is `unverified`, and they are all there is. */
export function isRestorable(set: Pick<BackupSet, 'state'> | null): boolean {
  return set?.state === 'complete' || set?.state === 'unverified';
}

/**
 * Nothing of it is left that a deletion removes. Of a cluster on a relational database it leaves the backup of Zeebe, and the
 * record of the dump.
 */
export function isGone({ parts }: Pick<BackupSet, 'parts'>): boolean {
  const left = parts.some(({ component }) => component === 'database') ? ['database', 'zeebe'] : [];
  return parts.every(({ component, state }) => state === 'missing' || left.includes(component));
}

/** Joins what run, repository and Zeebe tell of one id. Null when there is nothing that could be called a set. */
export function assessSet(facts: SetFacts): BackupSet | null {
  const { backupId, run, snapshots, zeebe } = facts;
  const expected = expectedOf(facts);
  const all = WEB_APPS.map((app) => webAppPart(app, snapshots));
  const parts = [...all, recordsPart(backupId, snapshots), zeebePart(zeebe), databasePart(run)].filter(
    (part) => expected.has(part.component) || part.present > 0,
  );
  const traces = parts.some((part) => part.state !== 'missing' && part.state !== 'unknown');
  const isOpen = run !== null && run.phase !== 'done';
  if (!traces && !isOpen && run?.outcome !== 'completed') return null;
  const foreign = facts.ownedBy === null;
  const lacking = parts.filter(({ component, state }) => expected.has(component) && state !== 'complete');
  return {
    backupId,
    state: stateOf(run, parts, { lacking, foreign }),
    foreign,
    ownedBy: facts.ownedBy,
    origin: facts.origin,
    parts,
    missing: lacking
      .filter(({ state }) => state !== 'unknown')
      .map(({ component, message }) => `${component}: ${message}`),
    versions: camundaVersions(parts),
    partitions: zeebe.state === 'completed' ? zeebe.partitions : null,
  };
}

/** Each once. What Optimize counts by itself is no version of Camunda. */
function camundaVersions(parts: readonly SetPart[]): string[] {
  const all = parts.map(({ version }) => version).filter((version) => version !== null);
  return [...new Set(all)].filter((version) => parseVersion(version)?.major !== 3).sort();
}

/** A set needs what its own run backed up; of a foreign one, what the cluster has deployed. */
function expectedOf({ run, expected }: SetFacts): ReadonlySet<Component> {
  const own = (run?.steps ?? []).map(partTakenBy).filter((part) => part !== null);
  return new Set(own.length > 0 ? own : expected);
}

function stateOf(
  run: SetFacts['run'],
  parts: readonly SetPart[],
  { lacking, foreign }: { lacking: readonly SetPart[]; foreign: boolean },
): SetState {
  if (run ? run.phase !== 'done' : parts.some(({ state }) => state === 'running')) return 'running';
  if (foreign) return 'foreign';
  if (run && run.outcome !== 'completed') return 'failed';
  if (lacking.some(({ state }) => state !== 'unknown')) return 'partial';
  return run?.outcome === 'completed' && lacking.length === 0 ? 'complete' : 'unverified';
}

function webAppPart(app: WebApp, snapshots: readonly NamedSnapshot[]): SetPart {
  const found = snapshots.flatMap((each) => {
    const name = parsePartName(each.snapshot);
    return name?.app === app ? [{ ...each, name }] : [];
  });
  const first = found[0]?.name;
  const names = found.map((each) => each.snapshot).sort();
  const base = { component: app, version: first?.version ?? null, of: first?.of ?? null, snapshots: names };
  if (!first) return { ...base, state: 'missing', present: 0, message: 'no snapshot of it' };
  const whole = found.filter((each) => each.state === 'SUCCESS');
  const present = new Set(whole.map(({ name }) => name.part)).size;
  const part = { ...base, present };
  if (found.some(({ name }) => name.version !== first.version || name.of !== first.of))
    return { ...part, state: 'failed', message: 'its snapshots are of more than one version' };
  return { ...part, ...verdictOf(found, { present, of: first.of, lost: lostParts(first, whole) }) };
}

function lostParts(first: PartName, whole: readonly { name: PartName }[]): string {
  const there = new Set(whole.map(({ name }) => name.part));
  const lost = Array.from({ length: first.of }, (_, index) => index + 1).filter((part) => !there.has(part));
  return `part ${lost.join(', ')} of ${first.of} is missing`;
}

function verdictOf(
  found: readonly NamedSnapshot[],
  { present, of, lost }: { present: number; of: number; lost: string },
): Pick<SetPart, 'state' | 'message'> {
  if (found.some(({ state }) => state === 'IN_PROGRESS'))
    return { state: 'running', message: `${present} of ${of} snapshots are taken` };
  const broken = found.find(({ state }) => state !== 'SUCCESS');
  if (broken) return { state: 'failed', message: `${broken.snapshot} is ${broken.state}` };
  if (present < of) return { state: 'partial', message: lost };
  return { state: 'complete', message: `${of} of ${of} snapshots` };
}

function recordsPart(backupId: number, snapshots: readonly NamedSnapshot[]): SetPart {
  const name = recordsSnapshotName(backupId);
  const found = snapshots.find((each) => each.snapshot === name);
  const base = { component: 'records' as const, version: null, of: 1 };
  if (!found) return { ...base, state: 'missing', present: 0, message: `no snapshot ${name}`, snapshots: [] };
  const present = found.state === 'SUCCESS' ? 1 : 0;
  return { ...base, present, snapshots: [name], ...verdictOf([found], { present, of: 1, lost: '' }) };
}

/** Only the run that took it knows of a dump: it lies where the command of the operator put it. */
function databasePart(run: SetFacts['run']): SetPart {
  const step = run?.steps.find((each) => partTakenBy(each) === 'database');
  const base = { component: 'database' as const, version: run?.versions?.zeebe ?? null, snapshots: [] };
  if (step?.state !== 'done') {
    const isRunning = step?.state === 'running';
    const message = isRunning ? 'it is being dumped' : 'no dump of it is on record';
    return { ...base, state: isRunning ? 'running' : 'missing', present: 0, of: null, message };
  }
  const message = `dumped at ${step.finishedAt ?? 'unknown'}`;
  return { ...base, state: 'complete', present: 1, of: 1, message };
}

function zeebePart(zeebe: ZeebePart): SetPart {
  const base = { component: 'zeebe' as const, version: null, snapshots: [], message: zeebe.message };
  if (zeebe.state === 'unknown') return { ...base, state: 'unknown', present: 0, of: null };
  const states: Record<typeof zeebe.state, PartState> = {
    absent: 'missing',
    running: 'running',
    incomplete: 'partial',
    completed: 'complete',
    failed: 'failed',
  };
  const whole = zeebe.state === 'completed';
  return {
    ...base,
    state: states[zeebe.state],
    present: zeebe.partitions,
    of: whole ? zeebe.partitions : null,
  };
}
