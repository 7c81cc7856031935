import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_SECONDS } from '../patience.ts';
import { freePort } from '../ports.ts';
import { AuditLog, AUDIT_POLICY } from './audit-log.ts';
import { KubeClient } from './kube-client.ts';
import { programPath, runProgram, type KubeProgram } from './programs.ts';

const NODE_LOST_NEVER = '--node-monitor-grace-period=24h';
/** Nodes with this annotation are played by kwok; all others by the test itself. */
export const KWOK_NODE = { 'kwok.x-k8s.io/node': 'fake' };

/**
 * A real Kubernetes control plane on this machine: etcd, API server, controllers and scheduler, each a process of its own at a
 * port of its own, on loopback only. No kubelet and no container engine, so no image runs: kwok, or the test, plays the nodes.
 */
export class ControlPlane {
  readonly audit: AuditLog;
  private readonly children: ChildProcess[] = [];

  private constructor(
    readonly directory: string,
    private readonly port: number,
    private readonly token: string,
  ) {
    this.audit = new AuditLog(join(directory, 'audit.log'));
  }

  /** @param kwok whether annotated nodes run every pod that is given to them */
  static async start({ kwok = false }: { kwok?: boolean } = {}): Promise<ControlPlane> {
    const directory = mkdtempSync(join(tmpdir(), 'holdfast-control-plane-'));
    const plane = new ControlPlane(directory, await freePort(), randomBytes(16).toString('hex'));
    try {
      await plane.startServer();
      plane.startControllers();
      if (kwok) await plane.startKwok();
      return plane;
    } catch (error) {
      await plane.close();
      throw error;
    }
  }

  get server(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  get admin(): KubeClient {
    return new KubeClient(this.port, () => this.certificate, this.token);
  }

  /** As the holder of a token of a service account. */
  as(token: string): KubeClient {
    return new KubeClient(this.port, () => this.certificate, token);
  }

  private get certificate(): string {
    return readFileSync(this.file('pki/apiserver.crt'), 'utf8');
  }

  /** The text of a kubeconfig; of the administrator without a token. */
  kubeconfig(token = this.token): string {
    return JSON.stringify({
      ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'test' },
      clusters: [
        {
          name: 'test',
          cluster: { server: this.server, 'certificate-authority': this.file('pki/apiserver.crt') },
        },
      ],
      users: [{ name: 'test', user: { token } }],
      contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    });
  }

  /** Path of the kubeconfig of the administrator. */
  get adminKubeconfig(): string {
    return this.file('admin.kubeconfig');
  }

  /** Runs kubectl or Helm as the administrator; see `runProgram`. */
  run(program: KubeProgram, words: readonly string[], input = ''): Promise<string> {
    const env = { KUBECONFIG: this.adminKubeconfig, HOME: this.directory };
    return runProgram(program, words, { env, input });
  }

  async close(): Promise<void> {
    // The newest first: the others write to what is older.
    for (const child of [...this.children].reverse()) await ended(child);
    rmSync(this.directory, { recursive: true, force: true });
  }

  private file(name: string): string {
    return join(this.directory, name);
  }

  private async startServer(): Promise<void> {
    const [client, peer] = [await freePort(), await freePort()];
    const [clients, peers] = [`http://127.0.0.1:${client}`, `http://127.0.0.1:${peer}`];
    this.spawn('etcd', [
      ...['--name', 'test', '--data-dir', this.file('etcd'), '--log-level', 'warn', '--unsafe-no-fsync'],
      ...['--listen-client-urls', clients, '--advertise-client-urls', clients],
      ...['--listen-peer-urls', peers, '--initial-advertise-peer-urls', peers],
      ...['--initial-cluster', `test=${peers}`],
    ]);
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
    this.write('accounts.key', privateKey);
    this.write('accounts.pub', publicKey);
    this.write('tokens.csv', `${this.token},admin,admin,"system:masters"\n`);
    this.write('audit-policy.yaml', JSON.stringify(AUDIT_POLICY));
    this.spawn('kube-apiserver', [
      `--etcd-servers=${clients}`,
      ...['--bind-address=127.0.0.1', `--secure-port=${this.port}`, `--cert-dir=${this.file('pki')}`],
      ...['--service-account-issuer=https://kubernetes.default.svc', '--endpoint-reconciler-type=none'],
      `--service-account-signing-key-file=${this.file('accounts.key')}`,
      `--service-account-key-file=${this.file('accounts.pub')}`,
      ...['--service-cluster-ip-range=10.96.0.0/16', '--authorization-mode=RBAC'],
      `--token-auth-file=${this.file('tokens.csv')}`,
      `--audit-policy-file=${this.file('audit-policy.yaml')}`,
      `--audit-log-path=${this.audit.path}`,
    ]);
    await this.untilReady();
  }

  private async untilReady(): Promise<void> {
    const until = Date.now() + PATIENCE_SECONDS * 1000;
    for (;;) {
      if (existsSync(this.file('pki/apiserver.crt'))) {
        this.write('admin.kubeconfig', this.kubeconfig());
        const { status } = await this.admin
          .send({ method: 'GET', path: '/readyz' })
          .catch(() => ({ status: 0 }));
        // The namespace is what the last of its own beginnings makes.
        if (status === 200 && (await this.hasNamespace())) return;
      }
      const dead = this.children.find(({ exitCode }) => exitCode !== null);
      if (dead || Date.now() > until) throw new Error(`the API server is not ready; ${this.lastLines()}`);
      await sleep(100);
    }
  }

  private async hasNamespace(): Promise<boolean> {
    const path = '/api/v1/namespaces/default';
    return (await this.admin.send({ method: 'GET', path })).status === 200;
  }

  private startControllers(): void {
    const access = ['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'].map(
      (option) => `--${option}=${this.adminKubeconfig}`,
    );
    const common = [...access, '--bind-address=127.0.0.1', '--leader-elect=false'];
    this.spawn('kube-controller-manager', [
      ...[...common, '--secure-port=0', NODE_LOST_NEVER],
      `--service-account-private-key-file=${this.file('accounts.key')}`,
      `--root-ca-file=${this.file('pki/apiserver.crt')}`,
    ]);
    this.spawn('kube-scheduler', [...common, '--secure-port=0']);
  }

  private async startKwok(): Promise<void> {
    const [[annotation, value] = []] = Object.entries(KWOK_NODE);
    this.spawn('kwok', [
      `--kubeconfig=${this.adminKubeconfig}`,
      ...['--manage-all-nodes=false', `--manage-nodes-with-annotation-selector=${annotation}=${value}`],
      // Without leases its nodes would be lost after 50 seconds.
      ...['--node-lease-duration-seconds=40', `--server-address=127.0.0.1:${await freePort()}`],
    ]);
  }

  private spawn(name: KubeProgram, words: readonly string[]): void {
    const log = openSync(this.file(`${name}.log`), 'a');
    const child = spawn(programPath(name), words, { stdio: ['ignore', log, log], cwd: this.directory });
    this.children.push(child);
    // Where a run of the specs is cut off, nothing is closed.
    process.once('exit', () => child.kill('SIGKILL'));
  }

  private write(name: string, text: string): void {
    writeFileSync(this.file(name), text, { mode: 0o600 });
  }

  private lastLines(): string {
    return ['etcd', 'kube-apiserver']
      .map(
        (name) =>
          `${name}: ${readFileSync(this.file(`${name}.log`), 'utf8')
            .trim()
            .split('\n')
            .slice(-3)
            .join('\n')}`,
      )
      .join('\n');
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exited;
  clearTimeout(killer);
}
