import { spawnSync } from 'node:child_process';

/** A part of the machine with an address of its own, as another machine would have. */
export interface Place {
  readonly namespace: string;
  readonly host: string;
}

/** Two places that reach each other, and that the rest of this machine reaches, by three cables that can be cut. */
export class TwoPlaces {
  readonly first: Place;
  readonly second: Place;
  private readonly names: Record<'first' | 'second', string>;
  private readonly net: string;

  /** @throws Error where this machine allows no network namespaces; see {@link networksAreMissing} */
  constructor() {
    const tag = process.pid.toString(36);
    // A network that no machine of a company is likely to have; one part of it for each process of a test.
    this.net = `198.18.${process.pid % 256}`;
    this.names = { first: `hfa${tag}`, second: `hfb${tag}` };
    this.first = { namespace: this.names.first, host: `${this.net}.2` };
    this.second = { namespace: this.names.second, host: `${this.net}.6` };
    for (const { namespace } of [this.first, this.second]) {
      ip(`netns add ${namespace}`);
      ip(`-n ${namespace} link set lo up`);
    }
    // Also where a cable is cut, the address is its own.
    for (const { namespace, host } of [this.first, this.second])
      ip(`-n ${namespace} addr add ${host}/32 dev lo`);
    this.cable(this.first, `${this.net}.1`);
    this.cable(this.second, `${this.net}.5`);
    this.join();
  }

  /** Neither place reaches the other one; the rest of the machine reaches both. */
  cutBetween(): void {
    ip(`-n ${this.first.namespace} link set between down`);
  }

  /** The rest of the machine does not reach the first place; the second place does. */
  cutFirst(): void {
    // Here the route stays, so that nothing for this address goes elsewhere.
    ip(`-n ${this.first.namespace} link set outside down`);
  }

  heal(): void {
    ip(`-n ${this.first.namespace} link set outside up`);
    ip(`-n ${this.first.namespace} link set between up`);
    // It went with the link.
    ip(`-n ${this.first.namespace} route replace ${this.second.host}/32 dev between`);
  }

  remove(): void {
    for (const { namespace } of [this.first, this.second]) ip(`netns del ${namespace}`);
  }

  private cable({ namespace, host }: Place, here: string): void {
    ip(`link add ${namespace} type veth peer name outside netns ${namespace}`);
    ip(`addr add ${here}/30 dev ${namespace}`);
    ip(`link set ${namespace} up`);
    ip(`-n ${namespace} addr add ${host}/30 dev outside`);
    ip(`-n ${namespace} link set outside up`);
  }

  private join(): void {
    const [first, second] = [this.first, this.second];
    ip(`-n ${first.namespace} link add between type veth peer name between netns ${second.namespace}`);
    for (const [place, other] of [
      [first, second],
      [second, first],
    ] as const) {
      ip(`-n ${place.namespace} link set between up`);
      ip(`-n ${place.namespace} route add ${other.host}/32 dev between`);
    }
  }
}

/** Why no network of its own can be made here; null where one can. */
export function networksAreMissing(): string | null {
  const name = `hfp${process.pid.toString(36)}`;
  // A machine may allow one of these and not the others.
  const commands = [`netns add ${name}`, `link add ${name} type veth peer name outside netns ${name}`];
  try {
    for (const command of [...commands, `netns exec ${name} true`]) ip(command);
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    spawnSync('ip', ['netns', 'del', name]);
  }
}

function ip(command: string): void {
  const { status, stderr, error } = spawnSync('ip', command.split(' '), { encoding: 'utf8' });
  if (error || status !== 0) throw new Error(`ip ${command}: ${error?.message ?? stderr.trim()}`);
}
