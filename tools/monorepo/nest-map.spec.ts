import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const KINDS = { apps: 'application', libs: 'library' } as const;

interface NestProject {
  type: string;
  root: string;
  entryFile: string;
  sourceRoot: string;
  compilerOptions: { tsConfigPath: string };
}
interface NestMap {
  root: string;
  projects: Record<string, NestProject>;
}

const map = JSON.parse(readFileSync(join(ROOT, 'nest-cli.json'), 'utf8')) as NestMap;
const isThere = (path: string) => existsSync(join(ROOT, path));

/** The folders of apps/ and libs/, each with the kind that the map gives to it. */
function folders(): [name: string, type: string, root: string][] {
  return Object.entries(KINDS).flatMap(([parent, type]) =>
    readdirSync(join(ROOT, parent)).map((name): [string, string, string] => [
      name,
      type,
      `${parent}/${name}`,
    ]),
  );
}

describe('nest-cli.json, the map of the monorepo', () => {
  it('has every app and every lib of the tree, and nothing else', () => {
    const listed = Object.entries(map.projects).map(([name, { type, root }]) => [name, type, root]);
    expect(listed.sort()).toEqual(folders().sort());
  });

  it.each(Object.entries(map.projects))('says where %s begins and how it is compiled', (_, project) => {
    const { root, sourceRoot, entryFile, compilerOptions } = project;
    expect(sourceRoot).toBe(`${root}/src`);
    expect(entryFile.startsWith(`${sourceRoot}/`)).toBe(true);
    expect(['.ts', '.tsx'].some((ending) => isThere(`${entryFile}${ending}`))).toBe(true);
    expect(isThere(compilerOptions.tsConfigPath)).toBe(true);
  });

  it('names one of its projects as the first', () => {
    expect(Object.values(map.projects).map(({ root }) => root)).toContain(map.root);
  });
});
