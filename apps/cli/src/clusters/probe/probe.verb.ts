import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../../exit-codes.ts';
import { address, addresses, clusterName, hasCredentials, withoutQuery } from '../../options.ts';
import type { Session } from '../../session.ts';

/** Works with the addresses alone: it needs neither the configuration, nor Redis, nor a coordinator. */
export const probeVerb = (session: Session) =>
  new Command('probe')
    .description('find out what a cluster is, and print a configuration for it; changes nothing')
    .argument('<management>', 'management address of the gateway, or from 8.8 on of the application', address)
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
        const password = environment['HOLDFAST_SEARCH_PASSWORD'];
        const problem =
          credentialsIn({ management, ...given }) ??
          (searchUser !== undefined && password === undefined
            ? '--search-user needs the password in HOLDFAST_SEARCH_PASSWORD.'
            : null) ??
          (searchUser !== undefined && given.search === undefined ? '--search-user needs --search.' : null);
        if (problem !== null) {
          say(problem);
          return EXIT.usage;
        }
        // No other verb needs the clients of Camunda and of the search engines.
        const [{ probeCluster }, { answerOf, renderProbe }] = await Promise.all([
          import('./probe-cluster.ts'),
          import('./render-probe.ts'),
        ]);
        const { broker: brokers, search: url, rest, ...apps } = given;
        const user = searchUser === undefined ? undefined : { name: searchUser, password: password ?? '' };
        const search = url === undefined ? undefined : { url: withoutQuery(url), user };
        const found = await probeCluster({
          management,
          brokers,
          search,
          rest: rest && withoutQuery(rest),
          ...apps,
        });
        const answer = answerOf(name, found);
        printer.print(answer, () => renderProbe(found, answer));
        return answer.problems.length === 0 ? EXIT.ok : EXIT.partial;
      }),
    );

/** Without repeating them. */
function credentialsIn(given: Record<string, string | string[] | undefined>): string | null {
  const found = Object.entries(given).find(([, urls]) => [urls ?? []].flat().some(hasCredentials));
  if (found === undefined) return null;
  const [name] = found;
  const what = name === 'management' ? 'The management address' : `--${name}`;
  return `${what} must not hold user and password: other processes can read the command line.`;
}
