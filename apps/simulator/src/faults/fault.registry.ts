import type { FaultKind, FaultOf, FaultSpec } from './fault.schema.ts';

export interface ActiveFault {
  readonly id: number;
  readonly spec: FaultSpec;
  matched: number;
  applied: number;
  /** Set while a `refuse` keeps a listener closed. */
  refusing: boolean;
}

export interface FaultState {
  lastId: number;
  faults: ActiveFault[];
}

/** The part of a call that decides which faults it meets. */
export interface Target {
  readonly component: string;
  readonly listener?: string;
  readonly method: string;
  readonly path: string;
}

const isZeebe = (component: string): boolean =>
  component === 'gateway' || component === 'rest' || component.startsWith('broker-');

/** `zeebe` means every listener of the Zeebe cluster. */
export const coversComponent = (selector: string, component: string): boolean =>
  selector === component || (selector === 'zeebe' && isZeebe(component));

function matches({ spec }: ActiveFault, target: Target): boolean {
  return (
    (coversComponent(spec.component, target.component) || spec.component === target.listener) &&
    (spec.method === undefined || spec.method === target.method) &&
    (spec.path === undefined || new RegExp(spec.path).test(target.path))
  );
}

const closesAtOnce = (spec: FaultSpec): boolean =>
  spec.kind === 'refuse' && spec.method === undefined && spec.path === undefined && spec.after === 0;

export class FaultRegistry {
  private taken: FaultKind[] = [];

  constructor(private readonly state: FaultState) {}

  add(spec: FaultSpec): ActiveFault {
    this.state.lastId += 1;
    // A refusal that names no call closes the listener at once; otherwise the named call closes it.
    const refusing = closesAtOnce(spec);
    const fault = { id: this.state.lastId, spec, matched: 0, applied: refusing ? 1 : 0, refusing };
    this.state.faults.push(fault);
    return fault;
  }

  remove(id: number): boolean {
    const before = this.state.faults.length;
    this.state.faults = this.state.faults.filter((fault) => fault.id !== id);
    return this.state.faults.length < before;
  }

  clear(): void {
    this.state.faults = [];
  }

  list(): readonly ActiveFault[] {
    return this.state.faults;
  }

  /** The first fault of one of these kinds that this call meets; it is counted as applied. */
  take<Kind extends FaultKind>(target: Target, ...kinds: readonly Kind[]): FaultOf<Kind> | undefined {
    return this.takeActive(target, ...kinds)?.spec as FaultOf<Kind> | undefined;
  }

  /** Whether a fault of this kind is met for which more holds; another one of the kind is not counted. */
  takeWhere<Kind extends FaultKind>(
    target: Target,
    kind: Kind,
    holds: (spec: FaultOf<Kind>) => boolean,
  ): boolean {
    const met = this.state.faults.some(({ spec }) => spec.kind === kind && holds(spec as FaultOf<Kind>));
    return met && this.take(target, kind) !== undefined;
  }

  /** The refusal that this call triggers, if any: its listener is to be closed from now on. */
  takeRefusal(target: Target): ActiveFault | undefined {
    const fault = this.takeActive(target, 'refuse');
    if (fault !== undefined) fault.refusing = true;
    return fault;
  }

  /** The kinds applied since the last time this was asked; for the effect log. */
  drainTaken(): FaultKind[] {
    return this.taken.splice(0);
  }

  endRefusal(id: number): void {
    const fault = this.state.faults.find((candidate) => candidate.id === id);
    if (fault === undefined) return;
    fault.refusing = false;
    // One that waits for no call is over; the next call must not close the listener again.
    if (closesAtOnce(fault.spec)) this.remove(id);
  }

  isRefusing(component: string): boolean {
    return this.state.faults.some(
      (fault) => fault.refusing && coversComponent(fault.spec.component, component),
    );
  }

  private takeActive(target: Target, ...kinds: readonly FaultKind[]): ActiveFault | undefined {
    for (const fault of this.state.faults) {
      const { spec } = fault;
      if (!kinds.includes(spec.kind) || !matches(fault, target)) continue;
      fault.matched += 1;
      if (fault.matched <= spec.after || (spec.times !== undefined && fault.applied >= spec.times)) continue;
      fault.applied += 1;
      this.taken.push(spec.kind);
      return fault;
    }
    return undefined;
  }
}
