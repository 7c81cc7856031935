import type { StepComponent } from './component.ts';

/** `moment`: an engine or store that is throttled or restarts. `while`: other work, such as a snapshot of another tool. */
export type Passing = 'moment' | 'while';

/** One check made before anything is touched. */
export interface PreflightCheck {
  name: string;
  component: StepComponent | 'coordinator';
  ok: boolean;
  message: string;
  /** What to do about it; null when the check passed. */
  mend: string | null;
  /** What is in the way may go away by itself. Only while a run is examined; never stored. */
  passing?: Passing;
}
