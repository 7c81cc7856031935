import type { SimulatorOptions } from '../../apps/simulator/src/index.ts';

/** A version of Camunda that the sweep is run on: its steps, its calls and its parts. */
export interface SweepProfile {
  readonly name: string;
  /** Of the simulated cluster, besides its brokers and its settings. */
  readonly shape: NonNullable<SimulatorOptions['clusters']>[string];
  /** The parts that web applications take, in the order of their points, and the number of their snapshots. */
  readonly webApps: Readonly<Record<string, number>>;
  /** Exporting is paused before the web applications are backed up. */
  readonly pauseFirst: boolean;
  /** Where the backup of a part is asked for, by part. */
  readonly triggers: Readonly<Record<string, Place>>;
  /** Where exporting is paused and resumed. */
  readonly exporting: Place;
  /** Backups and pauses are asked for through the REST API. */
  readonly rest?: boolean;
  /** Faults that it cannot have. */
  readonly without?: readonly string[];
}

interface Place {
  readonly component: string;
  /** The beginning of a regular expression. */
  readonly path: string;
}

const actuator = (component: string, name: string): Place => ({
  component,
  path: `^/actuator/${name}`,
});

export const PROFILES: readonly [SweepProfile, ...SweepProfile[]] = [
  {
    name: '8.6',
    shape: {},
    webApps: { optimize: 2, operate: 6, tasklist: 6 },
    pauseFirst: false,
    triggers: {
      optimize: actuator('optimize', 'backups'),
      operate: actuator('operate', 'backups'),
      tasklist: actuator('tasklist', 'backups'),
      zeebe: actuator('zeebe', 'backups'),
    },
    exporting: actuator('zeebe', 'exporting'),
  },
  {
    name: '8.8',
    shape: { version: '8.8.15' },
    webApps: { webapps: 6, optimize: 2 },
    pauseFirst: true,
    triggers: {
      webapps: actuator('webapps', 'backupHistory'),
      optimize: actuator('optimize', 'backups'),
      zeebe: actuator('zeebe', 'backupRuntime'),
    },
    exporting: actuator('zeebe', 'exporting'),
  },
  {
    name: '8.10',
    shape: { version: '8.10.9' },
    webApps: { webapps: 6, optimize: 2 },
    pauseFirst: true,
    triggers: {
      webapps: { component: 'webapps', path: '^/v2/backups/history' },
      optimize: actuator('optimize', 'backups'),
      zeebe: { component: 'rest', path: '^/v2/backups/runtime' },
    },
    exporting: { component: 'rest', path: '^/v2/exporting' },
    rest: true,
    // A pause is one change of the configuration: it has no envelope, is not done in part, and no broker resumes by itself.
    without: ['envelope', 'partial-pause', 'replica-inactive'],
  },
];

/** What the sweep runs on where nothing else is asked for. */
export const DEFAULT_PROFILE = PROFILES[0];

/** @throws Error for a version that the sweep does not know */
export function profileNamed(name: string): SweepProfile {
  const found = PROFILES.find((each) => each.name === name);
  if (!found)
    throw new Error(`--version takes ${PROFILES.map((each) => each.name).join(' or ')}, not "${name}"`);
  return found;
}
