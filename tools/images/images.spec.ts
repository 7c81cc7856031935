import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { APPS } from '#contracts';
import { APP_FLAGS } from '../../test/support/holdfast.ts';
import { APP_IMAGES, COMMANDS_TARGET, SERVED } from './images.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Service {
  image: string;
  build?: { target: string };
  command?: unknown;
  entrypoint?: unknown;
  profiles?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  mem_limit?: string;
  cpus?: number;
  pids_limit?: number;
  secrets?: string[];
}
interface Workflow {
  jobs: { image: { strategy: { matrix: { target: string[] } } } };
}

const dockerfile = read('deploy/Dockerfile');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
};
/** Those that have no profile: `docker compose up` starts them. */
const usual = Object.entries(compose.services).filter(([, { profiles }]) => profiles === undefined);

describe('the images', () => {
  it('are one for each app; dashboard and documentation are in those that serve them', () => {
    const apps = readdirSync(join(ROOT, 'apps')).filter((name) => !SERVED.includes(name));
    expect(APP_IMAGES.map(({ apps: [first] }) => first).sort()).toEqual(apps.sort());
  });

  it('are targets of the Dockerfile, each of which starts the first of its apps', () => {
    const stages = dockerfile.split(/^FROM /m).slice(1);
    const named = new Map(stages.map((stage) => [/^.* AS (\S+)$/m.exec(stage)?.[1], stage]));
    for (const { name, apps } of APP_IMAGES) {
      const stage = named.get(name) ?? '';
      expect(stage).toContain(`COPY --from=build /out/${name}/ ./`);
      expect(stage).toContain(`"dist/apps/${apps[0]}/src/main.js"]`);
    }
    const targets = [...named.keys()].filter((name) => name?.startsWith('holdfast-') === true);
    expect(targets.sort()).toEqual([...APP_IMAGES.map(({ name }) => name), COMMANDS_TARGET].sort());
  });

  it('end with a user by number, and start Node with the handlers of early signals', () => {
    expect([...dockerfile.matchAll(/^USER (\S+)$/gm)].map(([, user]) => user)).toEqual([
      '1000:1000',
      '0',
      '1000:1000',
    ]);
    const starts = [...dockerfile.matchAll(/^ENTRYPOINT (.*)$/gm)].map(([, words]) => words);
    expect(starts).toHaveLength(4);
    expect(starts.filter((words) => words?.includes('"--import", "/app/signals.mjs"') !== true)).toEqual([]);
  });

  it('run the apps with the flags of Node that `npm start` and the tests use', async () => {
    const { APP_FLAGS: ofScripts } = (await import(join(ROOT, 'scripts/lib/children.mjs'))) as {
      APP_FLAGS: string[];
    };
    expect(ofScripts).toEqual(APP_FLAGS);
    const flags = APP_FLAGS.map((flag) => `"${flag}"`).join(', ');
    const stages = dockerfile
      .split(/^FROM /m)
      .filter((stage) => stage.includes(`"node", ${flags}, "--import"`));
    expect(stages.map((stage) => /^.* AS (\S+)$/m.exec(stage)?.[1])).toEqual(['process', COMMANDS_TARGET]);
  });

  it('are published by the workflow, all but the simulator', () => {
    const { jobs } = parse(read('.github/workflows/release.yml')) as Workflow;
    const published = APP_IMAGES.filter((image) => image.published).map(({ name }) => name);
    expect([...jobs.image.strategy.matrix.target].sort()).toEqual([...published, COMMANDS_TARGET].sort());
  });
});

describe('docker-compose.yml', () => {
  it('starts Redis and each app that serves a queue, from its own image and by its own command', () => {
    expect(usual.map(([name]) => name).sort()).toEqual([...APPS, 'redis'].sort());
    for (const app of APPS) {
      const { image, build, command, entrypoint } = compose.services[app]!;
      expect(image).toBe(`\${HOLDFAST_REGISTRY:-}holdfast-${app}:\${HOLDFAST_TAG:-local}`);
      expect({ target: build?.target, command, entrypoint }).toEqual({ target: `holdfast-${app}` });
    }
  });

  it('gives no container more than it needs', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      expect({ name, ...service }).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        mem_limit: expect.any(String),
        cpus: expect.any(Number),
        pids_limit: expect.any(Number),
      });
      expect(service).not.toHaveProperty('privileged');
    }
  });

  it('has its secrets in files that prepare.sh makes, and that neither git nor a builder takes', () => {
    const script = read('deploy/compose/prepare.sh');
    for (const [name, { file }] of Object.entries(compose.secrets)) {
      expect(file).toBe(`./secrets/${name}`);
      expect(script).toContain(`keep ${name}`);
    }
    expect(read('.gitignore').split('\n')).toEqual(expect.arrayContaining(['/secrets/', '/holdfast.yaml']));
    const [first, ...admitted] = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(first).toBe('*');
    expect(admitted.filter((line) => !line.startsWith('!') || /secrets|holdfast\.yaml/.test(line))).toEqual(
      [],
    );
  });
});
