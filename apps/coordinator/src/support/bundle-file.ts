/** One file of a support bundle: its name, and how to get what it holds. */
export interface BundleFile {
  name: string;
  /** Text as it is, anything else as JSON. */
  read: () => unknown;
}

export const README = `A support bundle of Holdfast
============================

about.json              versions, and what the process is
config.json             holdfast.yaml as it was understood, with every secret masked
doctor.json             every check, with its remedy
metrics.txt             what this process measures
log.jsonl               the last lines of this process's log
audit.json              who did what lately
queues/<queue>.json     counts and the newest jobs of each BullMQ queue
clusters/<cluster>/
  runs.json             the newest runs of every kind
  journals/<n>.jsonl    their journals
  sets.json             the catalogue
  schedules.json        schedules and their last times
  retention.json        which sets stay and why
  alerts.json           what is raised
  lock.json, exporting.json
  answers/*.json        what Camunda and the store say right now

Every known secret was searched for in every file and masked. What could not be read says so in its place.
`;
