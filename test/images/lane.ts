import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { APPS } from '#contracts';
import { BaseImages, type Base } from './base-images.ts';
import { BuiltImages } from './built-images.ts';
import { ANY_USER, confinement, firstBackup, killInPause } from './cases/backups.ts';
import { contents, programsForCommands } from './cases/contents.ts';
import { redisStops, stops } from './cases/stops.ts';
import { ComposeProject } from './compose-project.ts';
import type { Engine } from './engine.ts';
import type { CaseName } from './options.ts';
import { STANDALONE_OVERRIDE, standalone } from './cases/standalone.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Result {
  readonly name: CaseName;
  readonly seconds: number;
  /** What is wrong. */
  readonly problems: readonly string[];
}

/** The images of one run of this lane, and the cases on them. */
export class Lane {
  private readonly images: BuiltImages;
  private readonly bases: BaseImages;
  private given: Record<Base, string> | undefined;
  private demo: ComposeProject | undefined;

  constructor(
    private readonly engine: Engine,
    say: (line: string) => void,
  ) {
    this.images = new BuiltImages(engine.docker, `test-${process.pid}`);
    this.bases = new BaseImages(engine.docker, say);
  }

  build(): void {
    const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
    this.given = this.bases.provide(read('deploy/Dockerfile') + read('docker-compose.yml'));
    this.images.build(this.given);
  }

  sizes(): ReturnType<BuiltImages['sizes']> {
    return this.images.sizes(this.given?.NODE_IMAGE ?? '');
  }

  async run(name: CaseName): Promise<Result> {
    const startedAt = performance.now();
    const problems = await this.problemsOf(name).catch((error: unknown) => [
      (error as Error).message,
      this.demo?.logs() ?? '',
    ]);
    return { name, problems, seconds: Math.round((performance.now() - startedAt) / 1000) };
  }

  private async problemsOf(name: CaseName): Promise<string[]> {
    const { docker } = this.engine;
    switch (name) {
      case 'contents':
        return contents(this.images, docker);
      case 'commands':
        return programsForCommands(this.images, docker, ANY_USER);
      case 'first-backup': {
        const demo = await this.fresh();
        return [...(await firstBackup(demo)), ...confinement(demo, APPS, '1000:1000')];
      }
      case 'kill-worker':
        return killInPause(await this.ready(), 'worker-zeebe');
      case 'kill-redis':
        return killInPause(await this.ready(), 'redis');
      case 'stops':
        return [
          ...stops(await this.ready(), ['coordinator', 'worker-zeebe']),
          ...redisStops(await this.ready()),
        ];
      case 'any-user': {
        const users = APPS.map((app) => `  ${app}: { user: '${ANY_USER}' }`).join('\n');
        const demo = await this.fresh(`services:\n${users}\n`);
        const first = await firstBackup(demo);
        return [
          ...first,
          ...confinement(demo, APPS, ANY_USER),
          ...(await killInPause(demo, 'worker-records')),
        ];
      }
      case 'standalone':
        return standalone(await this.fresh(STANDALONE_OVERRIDE(this.images.of('holdfast-standalone'))));
    }
  }

  /** The demo of an earlier case, or a new one after its first backup. */
  private async ready(): Promise<ComposeProject> {
    if (this.demo !== undefined) return this.demo;
    const demo = await this.fresh();
    const problems = await firstBackup(demo);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    return demo;
  }

  private async fresh(override = ''): Promise<ComposeProject> {
    this.demo?.close();
    this.demo = undefined;
    const valkey = this.given?.VALKEY_IMAGE ?? '';
    this.demo = await ComposeProject.create(this.engine.docker, { valkey, tag: this.images.tag }, override);
    return this.demo;
  }

  /** Removes what it made: containers, networks, volumes, images. */
  close(): void {
    this.demo?.close();
    this.images.close();
    this.bases.close();
  }
}
