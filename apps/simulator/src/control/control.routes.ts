import { z } from 'zod';
import type { ClusterHost } from '../cluster/cluster.host.ts';
import { settingsSchema } from '../config/settings.schema.ts';
import { faultSchema } from '../faults/fault.schema.ts';
import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import type { Outcome } from './action.outcome.ts';
import { performAction } from './action.performer.ts';
import { actionSchema } from './action.schema.ts';
import type { Action } from './action.schema.ts';
import { ok, problem, readBody } from './control.answers.ts';
import type { ControlledSimulator } from './controlled-simulator.ts';
import { clusterSummary, clusterView } from './cluster.view.ts';
import { mergeSettings } from './settings.merge.ts';

type HostHandler = (host: ClusterHost, call: Call, parameters: Parameters) => Answer | Promise<Answer>;

/** After a change the listeners are waited for: what the answer says is then true for the next connection. */
async function settled(host: ClusterHost, answer: Answer): Promise<Answer> {
  host.cluster.changed();
  await host.settle();
  return answer;
}

const addFaults: HostHandler = (host, call) => {
  const body = readBody(call.body, z.union([faultSchema, z.array(faultSchema)]));
  if ('refusal' in body) return body.refusal;
  const added = [body.value].flat().map((spec) => host.cluster.context.admit(spec));
  return settled(host, ok(added, 201));
};

const removeFault: HostHandler = (host, _, { id }) =>
  host.cluster.context.faults.remove(Number(id))
    ? settled(host, { status: 204 })
    : problem(404, `There is no fault ${id ?? ''}.`);

const clearFaults: HostHandler = (host) => {
  host.cluster.context.faults.clear();
  return settled(host, { status: 204 });
};

const patchSettings: HostHandler = (host, call) => {
  const { state } = host.cluster;
  const patch = readBody(call.body, z.record(z.string(), z.unknown()));
  if ('refusal' in patch) return patch.refusal;
  const body = readBody(JSON.stringify(mergeSettings(state.settings, patch.value)), settingsSchema);
  if ('refusal' in body) return body.refusal;
  host.cluster.zeebe.partitions.settle();
  state.settings = body.value;
  return settled(host, ok(state.settings));
};

/** The action goes into the log before the changes that it made, and with what became of it. */
function performed(host: ClusterHost, action: Action, call: Call): Outcome {
  const { changes, context } = host.cluster;
  const { result: outcome, changes: made } = changes.collect(() => performAction(host, action));
  const result = outcome.kind === 'refused' ? `refused: ${outcome.why}` : outcome.kind;
  context.record('control', 'action', { ...action, result, caller: call.caller });
  for (const change of made) changes.record(change);
  return outcome;
}

const act: HostHandler = async (host, call) => {
  const body = readBody(call.body, actionSchema);
  if ('refusal' in body) return body.refusal;
  // A store that cannot be read shows in what the action comes to.
  await Promise.resolve(host.cluster.zeebe.backups.refresh()).catch(() => undefined);
  const outcome = performed(host, body.value, call);
  host.cluster.changed();
  if (outcome.kind === 'begun' && !outcome.isOver()) await host.cluster.until(() => outcome.isOver());
  await host.cluster.stores.settled();
  await host.settle();
  const starts = body.value.action === 'start' || body.value.action === 'startCamunda';
  const complaint =
    (outcome.kind === 'refused' ? outcome.why : complaintOf(outcome)) ??
    (starts ? host.cluster.context.startFailure() : undefined);
  return complaint === undefined ? ok(clusterSummary(host)) : problem(400, complaint);
};

const complaintOf = (outcome: Outcome): string | undefined =>
  outcome.kind === 'begun' ? outcome.complaint() : undefined;

function readEffects({ log }: ControlledSimulator, call: Call): Answer {
  const since = Number(call.query.get('since') ?? 0);
  if (Number.isNaN(since)) return problem(400, 'since must be the seq of an effect');
  return ok({ effects: log.read(call.query.get('cluster') ?? undefined, since) });
}

export function controlRoutes(simulator: ControlledSimulator): Route[] {
  const { hosts } = simulator;
  const ofCluster = (method: string, path: string, handle: HostHandler): Route => ({
    method,
    path: `/clusters/:cluster${path}`,
    handle: (call, parameters) => {
      const host = hosts.get(parameters.cluster ?? '');
      if (host === undefined) return problem(404, `There is no cluster ${parameters.cluster ?? ''}.`);
      host.cluster.advance();
      return handle(host, call, parameters);
    },
  });
  const allClusters = () => {
    const views = [...hosts].map(([name, host]) => {
      host.cluster.advance();
      return [name, clusterView(host)];
    });
    return ok({ clusters: Object.fromEntries(views) as object });
  };
  return [
    { method: 'GET', path: '/health', handle: () => ok({ status: 'UP' }) },
    { method: 'GET', path: '/effects', handle: (call) => readEffects(simulator, call) },
    { method: 'GET', path: '/clusters', handle: allClusters },
    ofCluster('GET', '', (host) => ok(clusterView(host))),
    ofCluster('GET', '/faults', (host) => ok({ faults: host.cluster.context.faults.list() })),
    ofCluster('POST', '/faults', addFaults),
    ofCluster('DELETE', '/faults', clearFaults),
    ofCluster('DELETE', '/faults/:id', removeFault),
    ofCluster('GET', '/settings', (host) => ok(host.cluster.state.settings)),
    ofCluster('PATCH', '/settings', patchSettings),
    ofCluster('POST', '/actions', act),
  ];
}
