import type { StepComponent } from './component.ts';

/** One check made before anything is touched. */
export interface PreflightCheck {
  name: string;
  component: StepComponent | 'coordinator';
  ok: boolean;
  message: string;
  /** What to do about it; null when the check passed. */
  mend: string | null;
}
