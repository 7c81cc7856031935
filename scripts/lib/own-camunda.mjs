// The lane e2e runs on a Camunda of the person who asks for it: Holdfast fetches none, and accepts no licence for a person.
const LANE = 'e2e';

/** A message when the lane e2e is asked for by name, and there is no Camunda to run it on; else null. */
export function camundaMissing(wanted, env = process.env) {
  if (!wanted.includes(LANE) || env.CAMUNDA_HOME) return null;
  return [
    'The lane e2e needs a Camunda of your own. Set CAMUNDA_HOME to the folder of an unpacked distribution of Camunda 8',
    'Self-Managed (docs/real-cluster.md). Holdfast fetches none. Its licence is yours to read and accept.',
  ].join('\n');
}

/** A line for the summary of all lanes when this one is not among `lanes`, the names of those that ran. */
export function notRun(lanes, env = process.env) {
  if (lanes.includes(LANE)) return [];
  const reason = env.CAMUNDA_HOME ? 'npm run test:e2e runs it' : 'CAMUNDA_HOME is not set';
  return [`e2e on a Camunda of your own: not run (${reason})`];
}
