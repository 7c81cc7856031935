import { readFileSync } from 'node:fs';
import { CertificateAuthority } from './certificates.ts';
import { GuardedProxy } from './guarded-proxy.ts';
import { TokenEndpoint } from './token-endpoint.ts';
import type { World } from './world.ts';

type Urls = NonNullable<World['simulator']['clusters'][string]>;

/** Texts that must show nowhere, each of which is a credential of one component. */
export interface ClusterSecrets {
  basic: string;
  bearer: string;
  oauth: string;
}

/** Every component of a simulated cluster behind TLS, another kind of login each, and a path of its own. */
export class GuardedCluster {
  readonly proxies: Record<string, GuardedProxy> = {};
  private readonly basicHeader: string;
  private clientKey = '';

  private constructor(
    private readonly authority: CertificateAuthority,
    readonly tokens: TokenEndpoint,
    private readonly secrets: ClusterSecrets,
  ) {
    this.basicHeader = `Basic ${Buffer.from(`zeebe-user:${secrets.basic}`).toString('base64')}`;
  }

  static async create(secrets: ClusterSecrets): Promise<GuardedCluster> {
    const tokens = await TokenEndpoint.start({ id: 'holdfast', secret: secrets.oauth });
    return new GuardedCluster(new CertificateAuthority(), tokens, secrets);
  }

  /** Every text that would give a login away, also those that were made on the way. */
  secretsSoFar(): string[] {
    const key = this.clientKey.split('\n').filter((line) => line.length > 40);
    const encoded = this.basicHeader.replace('Basic ', '');
    const { basic, bearer, oauth } = this.secrets;
    return [basic, bearer, oauth, encoded, ...this.tokens.given, ...key];
  }

  /** What holdfast.yaml says of the cluster. */
  async config(name: string, urls: Urls): Promise<Record<string, unknown>> {
    const client = this.authority.issue('DNS:holdfast');
    this.clientKey = readFileSync(client.key, 'utf8');
    const brokers = Object.fromEntries(urls.brokers.map((url, index) => [`/broker-${index}/base`, url]));
    await this.guard(urls, brokers);
    const at = (component: string, path: string): string => this.proxies[component]?.url(path) ?? '';
    const tls = { ca: this.authority.ca };
    const oauth = { tokenUrl: this.tokens.url, clientId: 'holdfast', clientSecret: this.secrets.oauth };
    return {
      ...{ name, version: '8.6', pauseBudget: '60s' },
      zeebe: {
        management: at('zeebe', '/gateway/'),
        brokers: Object.keys(brokers).map((path) => at('zeebe', path)),
        ...{ tls, auth: { basic: { username: 'zeebe-user', password: this.secrets.basic } } },
      },
      operate: {
        management: at('operate', '/operate'),
        tls,
        auth: { bearer: { token: this.secrets.bearer } },
      },
      tasklist: {
        ...{ management: at('tasklist', '/apps/tasklist/'), tls },
        auth: { oauth: { ...oauth, audience: 'tasklist-api' } },
      },
      optimize: {
        management: at('optimize', '/optimize'),
        tls: { ...tls, ...client, servername: 'optimize.internal' },
      },
      records: {
        ...{ engine: 'elasticsearch', url: at('records', '/es'), repository: 'camunda', tls },
        auth: { oauth: { ...oauth, scope: 'snapshots' } },
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.proxies).map((proxy) => proxy.close()));
    await this.tokens.close();
    this.authority.remove();
  }

  private async guard(urls: Urls, brokers: Record<string, string>): Promise<void> {
    const server = this.authority.issue('IP:127.0.0.1');
    const byToken = (authorization: string | undefined) => this.tokens.admits(authorization);
    const is = (expected: string) => (authorization: string | undefined) => authorization === expected;
    this.proxies['zeebe'] = await GuardedProxy.start({
      ...{ server, behind: { '/gateway': urls.zeebe, ...brokers }, admits: is(this.basicHeader) },
    });
    this.proxies['operate'] = await GuardedProxy.start({
      ...{ server, behind: { '/operate': urls.operate }, admits: is(`Bearer ${this.secrets.bearer}`) },
    });
    this.proxies['tasklist'] = await GuardedProxy.start({
      ...{ server, behind: { '/apps/tasklist': urls.tasklist }, admits: byToken },
    });
    this.proxies['optimize'] = await GuardedProxy.start({
      ...{ server: this.authority.issue('DNS:optimize.internal'), clientCa: this.authority.ca },
      behind: { '/optimize': urls.optimize },
    });
    this.proxies['records'] = await GuardedProxy.start({
      ...{ server, behind: { '/es': urls.elasticsearch }, admits: byToken },
    });
  }
}
