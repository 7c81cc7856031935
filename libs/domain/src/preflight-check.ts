import type { Component, StepComponent } from './component.ts';
import type { ExportingState } from './exporting.ts';
import type { Unreached } from './unreached.ts';

/** `moment`: an engine or store that is throttled or restarts. `while`: other work, such as a snapshot of another tool. */
export type Passing = 'moment' | 'while';

/** Exact versions, as the components answer them. */
export type ComponentVersions = Partial<Record<Component, string>>;

/** What a check read, as data for the record of its run. */
export interface CheckReading {
  versions?: ComponentVersions;
  exporting?: ExportingState;
}

/** How a check ended. */
export interface CheckResult {
  ok: boolean;
  message: string;
  /** What to do about it; null when the check passed. */
  remedy: string | null;
}

/** One check made before anything is touched. */
export interface PreflightCheck extends CheckResult {
  name: string;
  component: StepComponent | 'coordinator';
  /** The address that gave no whole answer, where that is why it failed. Left out by builds before 0.3. */
  unreached?: Unreached;
  /** What is in the way may go away by itself. Only while a run is examined; never stored. */
  passing?: Passing;
  /** `busy`: it asks for other work on the cluster, so it fails while a run is under way. Never stored. */
  about?: 'busy';
  /** What it read. Goes to the record of the run, and is never stored with the check. */
  read?: CheckReading;
}

/** Both results that the check `about` can have. Pure. */
export function resultsOf<About extends object>(about: About) {
  return {
    passed: (message: string): About & CheckResult => ({ ...about, ok: true, message, remedy: null }),
    failed: (message: string, remedy: string): About & CheckResult => ({
      ...about,
      ok: false,
      message,
      remedy,
    }),
  };
}

/** What tells a check from the others of an examination. */
export type CheckKey = Pick<PreflightCheck, 'component' | 'name'>;

/** Whether two lists name the same checks, in whatever order. */
export function sameChecks(one: readonly CheckKey[], other: readonly CheckKey[]): boolean {
  const isIn = (list: readonly CheckKey[]) => (key: CheckKey) =>
    list.some(({ component, name }) => component === key.component && name === key.name);
  return one.every(isIn(other)) && other.every(isIn(one));
}

/** The versions that all checks together read. */
export function versionsRead(checks: readonly PreflightCheck[]): ComponentVersions {
  return Object.assign({}, ...checks.map(({ read }) => read?.versions ?? {})) as ComponentVersions;
}

/** Exporting, as a check read it; null where none did. */
export function exportingRead(checks: readonly PreflightCheck[]): ExportingState | null {
  return checks.find(({ read }) => read?.exporting !== undefined)?.read?.exporting ?? null;
}
