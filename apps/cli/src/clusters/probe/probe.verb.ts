import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../../exit-codes.ts';
import type { findAddresses, KubernetesAddresses } from '#camunda-processes';
import { address, addresses, clusterName, hasCredentials, withoutQuery } from '../../options.ts';
import type { Session } from '../../session.ts';
import { addressesFor } from './probe-addresses.ts';

/** Works with the addresses alone: it needs neither the configuration, nor Redis, nor a coordinator. */
export const probeVerb = (session: Session) =>
  new Command('probe')
    .description('find out what a cluster is, and print a configuration for it; changes nothing')
    .argument(
      '[management]',
      'management address of the gateway, or from 8.8 on of the application; needed without --namespace',
      address,
    )
    .option(
      '--namespace <name>',
      "find the addresses in this Kubernetes namespace, by Camunda's Helm chart",
      clusterName,
    )
    .option('--release <name>', 'the Helm release, where the namespace has several')
    .option('--kubeconfig <path>', 'whose current context is used; without it, that of the pod')
    .option('--name <name>', 'name of the cluster in the configuration', clusterName, 'prod')
    .option('--broker <url...>', 'management address of each broker', addresses, [] as string[])
    .option('--rest <url>', 'Orchestration Cluster REST API (8.10)', address)
    .option('--operate <url>', 'management address of Operate', address)
    .option('--tasklist <url>', 'management address of Tasklist', address)
    .option('--optimize <url>', 'management address of Optimize', address)
    .option('--search <url>', 'address of Elasticsearch or OpenSearch', address)
    .option('--search-user <name>', 'its user; the password is in HOLDFAST_SEARCH_PASSWORD')
    .action((management, { name, searchUser, ...given }) =>
      session.run(async ({ printer, say, environment }) => {
        const { namespace, release, kubeconfig, ...named } = given;
        const password = environment['HOLDFAST_SEARCH_PASSWORD'];
        const problem =
          credentialsIn({ management, ...named }) ??
          problemOf({
            management,
            searchUser,
            password,
            search: named.search,
            namespace,
            release,
            kubeconfig,
          });
        if (problem !== null) {
          say(problem);
          return EXIT.usage;
        }
        // No other verb needs the clients of Camunda and of the search engines.
        const [{ probeCluster }, { answerOf, renderProbe }] = await Promise.all([
          import('./probe-cluster.ts'),
          import('./render-probe.ts'),
        ]);
        const there = namespace === undefined ? null : await addressesIn({ namespace, release, kubeconfig });
        const addresses = addressesFor({ management, ...named }, there);
        const user = searchUser === undefined ? undefined : { name: searchUser, password: password ?? '' };
        const { search: url } = addresses;
        const found = await probeCluster({
          ...addresses,
          search: url === undefined ? undefined : { url: withoutQuery(url), user },
        });
        const answer = answerOf(name, found);
        printer.document(answer, () => renderProbe(found, answer));
        return answer.problems.length === 0 ? EXIT.ok : EXIT.partial;
      }),
    );

type Asked = Record<
  'management' | 'searchUser' | 'password' | 'search' | 'namespace' | 'release' | 'kubeconfig',
  string | undefined
>;

/** What cannot be asked together; null where nothing is wrong. */
function problemOf(asked: Asked): string | null {
  const { management, searchUser, password, search, namespace, release, kubeconfig } = asked;
  if (management === undefined && namespace === undefined)
    return 'Give the management address of Zeebe, or --namespace.';
  if (namespace === undefined && (release ?? kubeconfig) !== undefined)
    return '--release and --kubeconfig need --namespace.';
  if (searchUser === undefined) return null;
  if (password === undefined) return '--search-user needs the password in HOLDFAST_SEARCH_PASSWORD.';
  return search === undefined && namespace === undefined ? '--search-user needs --search.' : null;
}

/** The client of Kubernetes takes long to load. */
async function addressesIn(where: Parameters<typeof findAddresses>[0]): Promise<KubernetesAddresses> {
  const { findAddresses: find } = await import('#camunda-processes');
  return find(where);
}

/** Without repeating them. */
function credentialsIn(given: Record<string, string | string[] | undefined>): string | null {
  const found = Object.entries(given).find(([, urls]) => [urls ?? []].flat().some(hasCredentials));
  if (found === undefined) return null;
  const [name] = found;
  const what = name === 'management' ? 'The management address' : `--${name}`;
  return `${what} must not hold user and password: other processes can read the command line.`;
}
