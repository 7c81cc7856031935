import { systemClock } from './clock/system.clock.ts';
import { ClusterHost } from './cluster/cluster.host.ts';
import type { ClusterUrls } from './cluster/cluster.host.ts';
import type { ClusterState } from './cluster/cluster.state.ts';
import { SimulatedCluster } from './cluster/simulated-cluster.ts';
import { settingsSchema } from './config/settings.schema.ts';
import { simulatorSchema } from './config/simulator.schema.ts';
import type { ClusterConfig, SimulatorConfig, SimulatorOptions } from './config/simulator.schema.ts';
import { startControl } from './control/control.listener.ts';
import { EffectLog } from './effects/effect-log.ts';
import type { Effect } from './effects/effect.ts';
import type { CallHook } from './http/call.hook.ts';
import type { Port } from './http/component.listener.ts';
import { StateStore } from './persistence/state.store.ts';
import type { SavedCluster, SavedSimulator } from './persistence/state.store.ts';

export interface Simulator {
  readonly controlUrl: string;
  readonly clusters: Readonly<Record<string, ClusterUrls>>;
  /** The truth, read in the same process: state as it is now, and what was done after an effect number. */
  inspect(
    cluster: string,
    since?: number,
  ): { readonly state: ClusterState; readonly effects: readonly Effect[] };
  close(): Promise<void>;
}

/** What a test may hook into, in addition to the configuration. */
export interface SimulatorHooks {
  readonly onCall?: CallHook;
}

const portsPerCluster = 100;

/** A configured port is insisted on, a remembered one is tried, and otherwise any will do. */
const choosePort = (configured: number, remembered = 0): Port =>
  configured === 0 ? { number: remembered, movable: true } : { number: configured, movable: false };

/** A saved state of a cluster of another shape is of no use. */
function usableState(config: ClusterConfig, saved: SavedCluster | undefined): ClusterState | undefined {
  const { zeebe } = config;
  const fits =
    saved?.state.zeebe.brokers.length === zeebe.brokers &&
    saved.state.zeebe.partitions.length === zeebe.partitions &&
    saved.state.zeebe.replicas.length === zeebe.partitions * zeebe.replicationFactor;
  // Settings that came later get their defaults.
  return fits ? { ...saved.state, settings: settingsSchema.parse(saved.state.settings) } : undefined;
}

function createHosts(
  config: SimulatorConfig,
  log: EffectLog,
  given: { readonly saved: SavedSimulator | undefined; readonly hooks: SimulatorHooks },
): ClusterHost[] {
  return Object.entries(config.clusters).map(([name, clusterConfig], index) => {
    const former = given.saved?.clusters[name];
    const restored = usableState(clusterConfig, former);
    const cluster = new SimulatedCluster(name, clusterConfig, { clock: systemClock, log, restored });
    const range = config.basePort === 0 ? 0 : config.basePort + portsPerCluster * (index + 1);
    const base = clusterConfig.basePort === 0 ? range : clusterConfig.basePort;
    const port = (component: string, offset: number): Port =>
      choosePort(base === 0 ? 0 : base + offset, former?.ports[component]);
    return new ClusterHost(cluster, log, { ports: port, host: config.host, onCall: given.hooks.onCall });
  });
}

const byName = <Value>(
  hosts: readonly ClusterHost[],
  pick: (host: ClusterHost) => Value,
): Record<string, Value> => Object.fromEntries(hosts.map((host) => [host.cluster.name, pick(host)]));

async function open(
  hosts: readonly ClusterHost[],
  log: EffectLog,
  port: Port,
): Promise<Awaited<ReturnType<typeof startControl>>> {
  try {
    for (const { cluster } of hosts) {
      await cluster.stores.open(cluster.zeebe.partitions);
      cluster.advance();
    }
    await Promise.all(hosts.map((host) => host.settle()));
    return await startControl({ hosts: new Map(hosts.map((host) => [host.cluster.name, host])), log }, port);
  } catch (error) {
    await Promise.all(hosts.map((host) => host.close()));
    throw error;
  }
}

/** Starts all listeners; rejects when a configured port is taken or the options make no sense. */
export async function startSimulator(
  options: SimulatorOptions = {},
  hooks: SimulatorHooks = {},
): Promise<Simulator> {
  const config = simulatorSchema.parse(options);
  const saved = StateStore.load(config.stateFile);
  const log = new EffectLog(config.effectLog);
  const hosts = createHosts(config, log, { saved, hooks });
  const controlPort = config.controlPort === 0 ? config.basePort : config.controlPort;
  const control = await open(hosts, log, choosePort(controlPort, saved?.controlPort));
  const store = new StateStore(config.stateFile, () => ({
    controlPort: control.port,
    clusters: byName(hosts, ({ cluster, ports }) => ({ ports, state: cluster.state })),
  }));
  for (const { cluster } of hosts) cluster.onChange(() => store.saveSoon());
  store.save();
  return {
    controlUrl: control.url,
    clusters: byName(hosts, ({ urls }) => urls),
    inspect: (name, since = 0) => {
      const cluster = hosts.find((host) => host.cluster.name === name)?.cluster;
      if (cluster === undefined) throw new Error(`there is no cluster ${name}`);
      cluster.advance();
      return { state: cluster.state, effects: log.read(name, since) };
    },
    close: async () => {
      await Promise.all([control.close(), ...hosts.map((host) => host.close())]);
      store.end();
      log.end();
    },
  };
}
