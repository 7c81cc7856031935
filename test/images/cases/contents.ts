import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP_IMAGES, COMMANDS_TARGET } from '../../../tools/images/images.ts';
import type { BuiltImages } from '../built-images.ts';
import type { Docker } from '../docker.ts';

/** Files of an image that have no business there. */
const UNWANTED: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a package manager or compiler', /\/(npm|npx|yarn|corepack|gcc|cc|g\+\+|tsc|esbuild|make)$/],
  ['a source or a type', /^\/app\/.*\.[mc]?tsx?$/],
  ['a source map', /^\/app\/.*\.map$/],
  ['a test', /^\/app\/(dist|node_modules\/[^/]+\/tests?\/).*\.(spec|test)\.[mc]?js$/],
  [
    'a development package',
    /^\/app\/node_modules\/(typescript|jest|eslint|vite|@elastic|@aws-sdk\/client-s3|testcontainers|playwright-core)\//,
  ],
  ['the simulator', /^\/app\/dist\/apps\/simulator\//],
  ['a secret or a configuration', /\/(holdfast\.yaml|secrets\/.*)$/],
];
const DASHBOARD = /^\/app\/dist\/apps\/dashboard\/index\.html$/;

/** What every published image must hold, and must not. */
export function contents(images: BuiltImages, docker: Docker): string[] {
  const published = [
    ...APP_IMAGES.filter((image) => image.published).map(({ name }) => name),
    COMMANDS_TARGET,
  ];
  return published.flatMap((name) => {
    const files = images.files(name);
    const problems = UNWANTED.flatMap(([what, pattern]) => {
      const found = files.find((file) => pattern.test(file));
      return found === undefined ? [] : [`${name} holds ${what}: ${found}`];
    });
    const hasDashboard = files.some((file) => DASHBOARD.test(file));
    if (hasDashboard !== /coordinator|standalone/.test(name))
      problems.push(`${name} ${hasDashboard ? 'holds' : 'lacks'} the dashboard`);
    const unlicensed = packagesWithoutLicence(files);
    if (!files.includes('/app/LICENSE')) problems.push(`${name} lacks the licence of Holdfast`);
    if (unlicensed.length > MOST_WITHOUT_LICENCE)
      problems.push(`${name} lost licences: ${unlicensed.join(' ')}`);
    const user = docker.run(['image', 'inspect', '-f', '{{.Config.User}}', images.of(name)]);
    if (user !== '1000:1000') problems.push(`${name} runs as ${user}`);
    return problems;
  });
}

/** Packages that were published without one; more than that means that one was left out here. */
const MOST_WITHOUT_LICENCE = 25;

function packagesWithoutLicence(files: readonly string[]): string[] {
  const folders = files
    .map((file) => /^(\/app\/node_modules\/(?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(file)?.[1])
    .filter((folder) => folder !== undefined);
  const licensed = new Set(
    files
      .map((file) => /^(.*)\/(?:licen[cs]e|copying|notice)[^/]*$/i.exec(file)?.[1])
      .filter((folder) => folder !== undefined),
  );
  return folders.filter((folder) => !licensed.has(folder));
}

/**
 * The programs that commands of a restore call, under a user that the image does not know. `ssh` asks for the name of its user,
 * which OpenShift adds to the list of users of a container; so does this.
 */
export function programsForCommands(images: BuiltImages, docker: Docker, user: string): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-users-'));
  const users = join(directory, 'passwd');
  writeFileSync(users, `any:x:${user}:any:/:/sbin/nologin\n`);
  const run = (program: string, ...words: readonly string[]) => {
    const confined = ['--rm', '--network', 'none', '--read-only', '--cap-drop', 'ALL', '--user', user];
    const mounted = [...confined, '-v', `${users}:/etc/passwd:ro`, '--entrypoint', program];
    return docker.ask(['run', ...mounted, images.of(COMMANDS_TARGET), ...words]);
  };
  const answers = [
    run('ssh', '-V'),
    run('kubectl', 'version', '--client'),
    run('tini', '--version'),
    run('holdfast', '--version'),
  ];
  rmSync(directory, { recursive: true });
  return answers.filter(({ ok }) => !ok).map(({ error }) => `${COMMANDS_TARGET}: ${error}`);
}
