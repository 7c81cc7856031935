import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { APP_IMAGES, type AppImage } from '../images/images.ts';
import { run } from './release-files.ts';

/** A program that waits for something else than what it is asked here ends after this (ms). */
const LIMIT_MS = 60_000;

/** Bytes of all files below a folder. */
export function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => lstatSync(join(folder, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}

/**
 * Starts the program of each image from the files of its image alone, without a configuration: it must say so. That takes every
 * module that it loads, so a file or a package that was left out shows here.
 * @param trees as `tools/images/main.ts` laid them out
 * @returns what is wrong, one line each
 */
export function startProblems(trees: string): string[] {
  return APP_IMAGES.flatMap((image) => {
    const app = join(trees, `start-${image.name}`);
    mkdirSync(app);
    for (const layer of [...(image.sharesLayer ? ['shared'] : []), image.name])
      run('cp', ['-alf', `${join(trees, layer)}/.`, app], trees);
    try {
      return image.apps.flatMap((name) => startProblem(app, image, name));
    } finally {
      rmSync(app, { recursive: true, force: true });
    }
  });
}

/** What each program prints, and the code that it ends with, when it is asked like this. */
const ASKED: Readonly<Record<string, readonly [words: readonly string[], code: number, text: RegExp]>> = {
  cli: [['--version'], 0, /^\d+\.\d+\.\d+/],
  simulator: [['--config', '/no/such/file.json'], 1, /There is no configuration file/],
};
const APP = [[], 2, /HOLDFAST_CONFIG is not set/] as const;

function startProblem(app: string, image: AppImage, name: string): string[] {
  const [words, code, text] = ASKED[name] ?? APP;
  const main = join('dist', 'apps', name, 'src', 'main.js');
  const env = { PATH: process.env.PATH, NODE_ENV: 'production' };
  const options = { cwd: app, env, encoding: 'utf8', timeout: LIMIT_MS } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], options);
  const output = stdout + stderr;
  if (status === code && text.test(output)) return [];
  return [
    `${image.name}: ${main} ended with ${status} and printed: ${output.trim().split('\n').slice(0, 6).join(' | ')}`,
  ];
}
