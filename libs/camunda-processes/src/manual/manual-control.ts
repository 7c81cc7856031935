import type { Permit } from '#http';
import { resultsOf, withoutPeriod, type CheckResult, type Component } from '#domain';
import { CamundaControl, type ControlAction, type ControlObservation } from '../camunda-control.port.ts';
import { requireKey } from '../control-key.ts';
import type { Confirmation, Confirmations, ConfirmationRequest } from './confirmations.port.ts';
import { instructionFor } from './instructions.ts';

/** Asks a person for everything, and waits as long as it takes: `timeout` does not bind people. */
export class ManualControl extends CamundaControl {
  readonly adapter = 'manual';

  constructor(
    private readonly cluster: string,
    private readonly confirmations: Confirmations,
  ) {
    super();
  }

  describe(action: ControlAction): string {
    return instructionFor(action, this.cluster);
  }

  check(): Promise<CheckResult[]> {
    const message =
      'A person will be asked to stop, empty, restore and start Camunda, and has to confirm each step.';
    return Promise.resolve([resultsOf({}).passed(message)]);
  }

  checkComponents(components: readonly Component[]): Promise<CheckResult[]> {
    const message = `A person will be asked to stop and start ${components.join(', ')}, and has to confirm each step.`;
    return Promise.resolve([resultsOf({}).passed(message)]);
  }

  async begin(action: ControlAction, key: string, permit?: Permit): Promise<void> {
    requireKey(key);
    permit?.();
    await this.confirmations.request(key, this.describe(action));
  }

  async look(_action: ControlAction, key: string): Promise<ControlObservation> {
    requireKey(key);
    const asked = await this.confirmations.find(key);
    if (asked === null)
      return { state: 'absent', message: 'No operator was asked yet.', output: [], startedAt: null };
    return { ...verdictOf(asked), output: [], startedAt: asked.requestedAt };
  }

  async abandon(_action: ControlAction, key: string, permit?: Permit): Promise<void> {
    requireKey(key);
    permit?.();
    await this.confirmations.withdraw(key);
  }
}

function verdictOf({
  answer,
  withdrawn,
  instruction,
}: ConfirmationRequest): Pick<ControlObservation, 'state' | 'message'> {
  if (answer !== null)
    return answer.ok
      ? { state: 'done', message: `${answer.by} confirmed it${noteOf(answer)}.` }
      : { state: 'failed', message: `${answer.by} reported that it did not work${noteOf(answer)}.` };
  if (withdrawn) return { state: 'failed', message: 'It was given up; the request was withdrawn.' };
  return { state: 'waiting', message: instruction };
}

const noteOf = ({ note }: Confirmation) => (note === null ? '' : `: ${withoutPeriod(note)}`);
