import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AppImage } from './images.ts';
import { runtimeFiles } from './runtime-files.ts';
import { sharedBy, treeOf, without } from './trees.ts';

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'holdfast-trees-'));
});
afterEach(() => rmSync(project, { recursive: true }));

function write(path: string, text = ''): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

function lock(packages: Record<string, object>): void {
  write('package-lock.json', JSON.stringify({ packages: { '': {}, ...packages } }));
  for (const folder of Object.keys(packages)) {
    write(`${folder}/package.json`, '{}');
    write(`${folder}/index.js`);
  }
}

const image = (...apps: [string, ...string[]]): AppImage => ({
  name: `holdfast-${apps[0]}`,
  apps,
  sharesLayer: true,
  published: true,
});

describe('the tree of an image', () => {
  it('has its apps, the libs that they reach, and the packages that those import in whatever way', () => {
    write(
      'dist/apps/a/src/main.js',
      "import { x } from '#lib/part';\nimport fs from 'node:fs';\nimport 'path';",
    );
    write('dist/libs/lib/src/index.js', "export * from './one.js';");
    write(
      'dist/libs/lib/src/one.js',
      "const y = await import('@scope/lazy/deep.js'); const z = require('old');",
    );
    write('dist/libs/other/src/index.js', "import 'unused';");
    lock({ 'node_modules/@scope/lazy': {}, 'node_modules/old': {}, 'node_modules/unused': {} });
    expect(treeOf(image('a'), project)).toEqual({
      built: new Set(['dist/apps/a', 'dist/libs/lib']),
      packages: new Set(['node_modules/@scope/lazy', 'node_modules/old']),
    });
  });

  it('has what a package needs, where Node finds it, and what it may use where that is there', () => {
    write('dist/apps/a/src/main.js', "import 'one';");
    lock({
      'node_modules/one': {
        dependencies: { two: '2' },
        optionalDependencies: { absent: '1' },
        peerDependencies: { peer: '1' },
      },
      'node_modules/one/node_modules/two': { dependencies: { three: '3' } },
      'node_modules/two': {},
      'node_modules/three': {},
      'node_modules/peer': {},
    });
    expect([...treeOf(image('a'), project).packages].sort()).toEqual([
      'node_modules/one',
      'node_modules/one/node_modules/two',
      'node_modules/peer',
      'node_modules/three',
    ]);
  });

  it.each([{ dev: true }, { optional: true }, { devOptional: true }])(
    'cannot be made where a program imports what production does not have: %j',
    (flags) => {
      write('dist/apps/a/src/main.js', "import 'tool';");
      lock({ 'node_modules/tool': flags });
      expect(() => treeOf(image('a'), project)).toThrow(
        'tool, which Holdfast needs, is no production dependency',
      );
      expect(treeOf({ ...image('a'), published: false }, project).packages).toEqual(
        new Set(['node_modules/tool']),
      );
    },
  );

  it('is split into what all share and the rest', () => {
    const one = { built: new Set(['l', 'a']), packages: new Set(['p', 'q']) };
    const two = { built: new Set(['l', 'b']), packages: new Set(['p']) };
    const shared = sharedBy([one, two]);
    expect(shared).toEqual({ built: new Set(['l']), packages: new Set(['p']) });
    expect(without(one, shared)).toEqual({ built: new Set(['a']), packages: new Set(['q']) });
  });
});

describe('the files of a package', () => {
  it('are those that are run, and its licences', () => {
    for (const path of [
      'index.js',
      'a.mjs',
      'lua/x.lua',
      'lib/test/used.js',
      'LICENSE.md',
      'NOTICE',
      'types.d.ts',
      'a.d.mts',
      'a.js.map',
      'README.md',
      'test/a.js',
      'prebuilds/x.bare',
      'node_modules/nested/index.js',
    ])
      write(`p/${path}`);
    expect(runtimeFiles(join(project, 'p')).sort()).toEqual(
      ['LICENSE.md', 'NOTICE', 'a.mjs', 'index.js', 'lib/test/used.js', 'lua/x.lua'].sort(),
    );
  });
});
