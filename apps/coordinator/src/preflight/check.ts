import { StepFailure, type FailureCode, type Passing, type PreflightCheck } from '#domain';

/** Raised inside a probe: what is wrong, and what to do about it. */
export class CheckFailed extends Error {
  constructor(
    message: string,
    readonly mend: string,
    /** What is in the way may go away by itself. */
    readonly passing?: Passing,
  ) {
    super(message);
    this.name = 'CheckFailed';
  }
}

const mends: Partial<Record<FailureCode, string>> = {
  unreachable: 'Start it, or correct its address in the configuration; check network policies between them.',
  unavailable: 'Wait until it is ready, then run again; its own log says what it is missing.',
  'unexpected-answer': 'Check that the address is the management port of this component.',
};

/** Runs one probe and turns whatever happens into a line of the preflight. The probe returns what it found. */
export async function check(
  about: Pick<PreflightCheck, 'name' | 'component'>,
  probe: () => Promise<string>,
): Promise<PreflightCheck> {
  try {
    return { ...about, ok: true, message: await probe(), mend: null };
  } catch (error) {
    if (error instanceof CheckFailed)
      return { ...about, ok: false, ...passingIf(error.passing), message: error.message, mend: error.mend };
    if (error instanceof StepFailure) {
      const mend = mends[error.detail.code] ?? 'Mend what the component says, then run again.';
      // A component that answers is there; one that does not is for a person to look at.
      const passing = error.detail.retryable && error.detail.status !== null ? 'moment' : undefined;
      return { ...about, ok: false, ...passingIf(passing), message: error.message, mend };
    }
    throw error;
  }
}

/** As it is stored and sent, without what only the preflight itself needs to know. */
export function withoutPassing({ name, component, ok, message, mend }: PreflightCheck): PreflightCheck {
  return { name, component, ok, message, mend };
}

function passingIf(passing: Passing | undefined): Pick<PreflightCheck, 'passing'> {
  return passing === undefined ? {} : { passing };
}
