import {
  resultsOf,
  StepFailure,
  type CheckReading,
  type FailureCode,
  type Passing,
  type PreflightCheck,
} from '#domain';

/** Raised inside a probe: what is wrong, and what to do about it. */
export class CheckFailed extends Error {
  constructor(
    message: string,
    readonly remedy: string,
    /** What is in the way may go away by itself. */
    readonly passing?: Passing,
  ) {
    super(message);
    this.name = 'CheckFailed';
  }
}

const remedies: Partial<Record<FailureCode, string>> = {
  unreachable: 'Start it, or correct its address in the configuration; check network policies between them.',
  unavailable: 'Wait until it is ready, then run again; its own log says what it is missing.',
  'unexpected-answer': 'Check that the address is the management port of this component.',
};

/** What a probe found: for people, and as data. */
interface Found {
  message: string;
  read: CheckReading;
}

/**
 * Runs one probe and turns whatever happens into a line of the preflight.
 * @param probe returns what it found in words, with what it read where the run's record needs that
 */
export async function check(
  about: Pick<PreflightCheck, 'name' | 'component' | 'about'>,
  probe: () => Promise<string | Found>,
): Promise<PreflightCheck> {
  const { passed, failed } = resultsOf(about);
  try {
    const found = await probe();
    return typeof found === 'string' ? passed(found) : { ...passed(found.message), read: found.read };
  } catch (error) {
    if (error instanceof CheckFailed)
      return { ...failed(error.message, error.remedy), ...passingIf(error.passing) };
    if (error instanceof StepFailure) {
      const remedy = remedies[error.detail.code] ?? 'Fix what the component reports, then run again.';
      // A component that answers is up; one that does not needs a person.
      const passing = error.detail.retryable && error.detail.status !== null ? 'moment' : undefined;
      return {
        ...failed(error.message, remedy),
        ...passingIf(passing),
        ...(error.unreached && { unreached: error.unreached }),
      };
    }
    throw error;
  }
}

/** As it is stored and sent, without what only those who examine need to know. */
export function asStored(check: PreflightCheck): PreflightCheck {
  const { name, component, ok, message, remedy, unreached } = check;
  return { name, component, ok, message, remedy, ...(unreached && { unreached }) };
}

function passingIf(passing: Passing | undefined): Pick<PreflightCheck, 'passing'> {
  return passing === undefined ? {} : { passing };
}
