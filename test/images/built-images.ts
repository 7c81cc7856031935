import { join } from 'node:path';
import { APP_IMAGES, COMMANDS_TARGET } from '../../tools/images/images.ts';
import type { Base } from './base-images.ts';
import type { Docker } from './docker.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Every target of deploy/Dockerfile that is an image, under a tag of this run. */
export class BuiltImages {
  readonly names: readonly string[] = [...APP_IMAGES.map(({ name }) => name), COMMANDS_TARGET];

  constructor(
    private readonly docker: Docker,
    readonly tag: string,
  ) {}

  of(name: string): string {
    return `${name}:${this.tag}`;
  }

  /** @throws Error with what the builder printed */
  build(bases: Record<Base, string>): void {
    const given = (['NODE_IMAGE', 'KUBECTL_IMAGE'] as const).flatMap((name) => [
      '--build-arg',
      `${name}=${bases[name]}`,
    ]);
    for (const name of this.names)
      this.docker.run(
        [
          ...['build', '-q', '--network', 'host', '-f', 'deploy/Dockerfile', ...given],
          ...['--target', name, '-t', this.of(name), '.'],
        ],
        ROOT,
      );
  }

  /** Megabytes of each image: of the one that it is built on, of what all processes share, and of its own. */
  sizes(base: string): { name: string; base: number; shared: number; own: number }[] {
    const added = new Map(
      this.names.map((name) => [name, this.layers(this.of(name)).slice(this.layers(base).length)]),
    );
    const processes = APP_IMAGES.filter(({ sharesLayer }) => sharesLayer).map(
      ({ name }) => added.get(name) ?? [],
    );
    const inAll = (layer: string) => processes.every((layers) => layers.includes(layer));
    const size = (layers: readonly string[]) =>
      layers.reduce((sum, layer) => sum + Number(layer.split(' ').at(-1)) / 1e6, 0);
    return [...added].map(([name, layers]) => ({
      name,
      base: size(this.layers(base)),
      shared: size(layers.filter(inAll)),
      own: size(layers.filter((layer) => !inAll(layer))),
    }));
  }

  /** Each with its size in bytes at the end, from the first to the last. */
  private layers(image: string): string[] {
    const format = '{{.CreatedBy}} {{.Size}}';
    const words = ['history', '--no-trunc', '--human=false', '--format', format, image];
    return this.docker.run(words).split('\n').reverse();
  }

  /** Names of all files of an image. */
  files(name: string): string[] {
    const find = ['--entrypoint', 'find', this.of(name), '/', '-xdev', '-type', 'f'];
    return this.docker.run(['run', '--rm', '--network', 'none', '--user', '0', ...find]).split('\n');
  }

  close(): void {
    for (const name of this.names) this.docker.ask(['image', 'rm', '-f', this.of(name)]);
  }
}
