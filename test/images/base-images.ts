import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { call, type Docker } from './docker.ts';

/** What the files of this project take from registries, as their defaults name it; each can be given by its variable. */
export const BASES = {
  NODE_IMAGE: { registry: /ARG NODE_IMAGE=(\S+)/, made: 'node' },
  KUBECTL_IMAGE: { registry: /ARG KUBECTL_IMAGE=(\S+)/, made: 'kubectl' },
  VALKEY_IMAGE: { registry: /VALKEY_IMAGE:-([^}]+)/, made: 'valkey' },
} as const;
export type Base = keyof typeof BASES;

const HERE = join(import.meta.dirname, 'base');
const RELEASE = 'bookworm';

/** Images to build upon, pulled or made here; `close` removes those that were made. */
export class BaseImages {
  private readonly made: string[] = [];

  constructor(
    private readonly docker: Docker,
    private readonly say: (line: string) => void,
  ) {}

  /**
   * @param texts of deploy/Dockerfile and docker-compose.yml
   * @throws Error where an image can be neither had nor made
   */
  provide(texts: string): Record<Base, string> {
    const entries = Object.entries(BASES).map(([variable, { registry, made }]) => {
      const wanted = process.env[variable] ?? registry.exec(texts)?.[1] ?? '';
      const there =
        this.docker.ask(['image', 'inspect', wanted]).ok || this.docker.ask(['pull', '-q', wanted]).ok;
      if (!there && process.env[variable] !== undefined)
        throw new Error(`${variable} is ${wanted}, which is not here and cannot be pulled`);
      const image = there ? wanted : this.make(made);
      this.say(`${variable.padEnd(14)} ${there ? image : `${image}, made here: ${wanted} cannot be pulled`}`);
      return [variable, image];
    });
    return Object.fromEntries(entries) as Record<Base, string>;
  }

  close(): void {
    for (const image of this.made.reverse()) this.docker.ask(['image', 'rm', '-f', image]);
  }

  private make(name: string): string {
    const base = this.debian();
    const tag = `holdfast-test/${name}:made-here`;
    const context = mkdtempSync(join(tmpdir(), `holdfast-${name}-`));
    try {
      cpSync(HERE, context, { recursive: true });
      if (name === 'node') addNode(context);
      const file = join(context, `${name}.Dockerfile`);
      const words = [
        'build',
        '-q',
        '--network',
        'host',
        '--build-arg',
        `BASE=${base}`,
        '-f',
        file,
        '-t',
        tag,
      ];
      this.docker.run([...words, context]);
    } finally {
      rmSync(context, { recursive: true, force: true });
    }
    this.made.push(tag);
    return tag;
  }

  /** A small Debian of its packages. */
  private debian(): string {
    const tag = `holdfast-test/debian:${RELEASE}`;
    if (this.docker.ask(['image', 'inspect', tag]).ok) return tag;
    const directory = mkdtempSync(join(tmpdir(), 'holdfast-debian-'));
    try {
      const root = join(directory, 'root');
      const { ok, error } = call('debootstrap', ['--variant=minbase', RELEASE, root]);
      if (!ok) throw new Error(`debootstrap, which makes base images where none can be pulled: ${error}`);
      const archive = join(directory, 'root.tar');
      const leftOut = ['./dev', './var/cache/apt/archives', './var/lib/apt/lists'].map(
        (path) => `--exclude=${path}`,
      );
      const packed = call('tar', ['-C', root, ...leftOut, '-cf', archive, '.']);
      if (!packed.ok) throw new Error(`tar: ${packed.error}`);
      this.docker.run(['import', archive, tag]);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
    this.made.push(tag);
    return tag;
  }
}

/** The Node that runs this, and the npm of this machine with the certificates that it trusts. */
function addNode(context: string): void {
  cpSync(process.execPath, join(context, 'node'));
  const npm = realpathSync(call('sh', ['-c', 'command -v npm']).out.trim());
  cpSync(dirname(dirname(npm)), join(context, 'npm'), { recursive: true });
  const certificates = process.env.NODE_EXTRA_CA_CERTS ?? '/etc/ssl/certs/ca-certificates.crt';
  cpSync(certificates, join(context, 'ca.crt'));
}
