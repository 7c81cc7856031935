export const HELP = `A Camunda of your own with an Elasticsearch and an S3 store on this machine, without Docker.

Set CAMUNDA_HOME to the folder of an unpacked distribution of Camunda 8 Self-Managed (tested with 8.6.0). Holdfast
fetches none, and its licence is yours to read and accept. "up --only es,s3" needs none.
HOLDFAST_ELASTICSEARCH_HOME names an unpacked Elasticsearch of your own; without it one is installed. The same holds
for HOLDFAST_OPENSEARCH_HOME and OpenSearch, which starts only where it is named ("up --only os").

  node tools/cluster/main.ts <command> [options]

  up                 install what is missing, start what does not run, wait until all is ready
  seed [N]           deploy a sample process and start N instances of it (200)
  status             pid, memory, readiness and version of each component; what the exporters do
  env                all addresses, directories and pids
  down               stop everything, keep the data
  wipe               stop everything and delete the data; the installed programs stay
  start|stop <C …>   some components: es, os, s3, broker, operate, tasklist
  kill <C …>         end them at once, as in a power cut
  wipe-broker        empty the data directory of the broker, which must be stopped; its backups stay
  restore-broker     run Camunda's restore program for the backup of --backup-id; its exit code is the answer

  --backup-id N      with restore-broker: which backup
  --only A,B         with up: only these components
  --secured          with up --only es: Elasticsearch asks for a login, with the words of "env --json"
  --port-base N      use the 16 ports from N on instead of the usual ones (HOLDFAST_CLUSTER_PORT_BASE);
                     a cluster remembers them
  --dir PATH         where the cluster lives (HOLDFAST_CLUSTER_DIR; .holdfast/real-cluster in this clone)
  --timeout S        give up waiting for the start after S seconds (300)
  --json             one JSON object on stdout, everything else on stderr

The other programs are installed once per machine in HOLDFAST_CACHE (~/.cache/holdfast). See docs/real-cluster.md.
`;
