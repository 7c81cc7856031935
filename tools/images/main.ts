import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { APP_IMAGES, type AppImage } from './images.ts';
import { runtimeFiles } from './runtime-files.ts';
import { manifestOf, sharedBy, treeOf, without, type Tree } from './trees.ts';

const HELP = `Lays out what each image of deploy/Dockerfile holds, from a build and its dependencies.

  node scripts/run.mjs --built tools/images/main.ts --out <folder> [--project <folder>]

  --project     has dist (with the dashboard) and node_modules; by default this checkout
  --out         is emptied first: shared/ is the layer that all processes share, <image>/ is what an image adds
`;

const ROOT = join(import.meta.dirname, '..', '..');
/** The layer below the images of all processes. */
const SHARED = 'shared';

function write({ built, packages }: Tree, project: string, to: string): void {
  for (const folder of [...built, ...packages])
    for (const file of runtimeFiles(join(project, folder))) {
      const target = join(to, folder, file);
      mkdirSync(dirname(target), { recursive: true });
      cpSync(join(project, folder, file), target);
    }
  writeFileSync(join(to, 'package.json'), manifestOf(project));
}

function layOut(project: string, out: string): void {
  const trees = new Map<AppImage, Tree>(APP_IMAGES.map((image) => [image, treeOf(image, project)]));
  const [first, ...others] = [...trees].filter(([image]) => image.sharesLayer).map(([, tree]) => tree);
  if (first === undefined) throw new Error('no image shares a layer');
  const shared = sharedBy([first, ...others]);
  rmSync(out, { recursive: true, force: true });
  for (const name of [SHARED, ...APP_IMAGES.map((image) => image.name)])
    mkdirSync(join(out, name), { recursive: true });
  write(shared, project, join(out, SHARED));
  for (const [image, tree] of trees)
    write(image.sharesLayer ? without(tree, shared) : tree, project, join(out, image.name));
}

const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    project: { type: 'string', default: ROOT },
    out: { type: 'string' },
  },
});
if (values.help === true) process.stdout.write(HELP);
else if (values.out === undefined) {
  process.stderr.write(`Give --out.\n\n${HELP}`);
  process.exitCode = 2;
} else layOut(values.project, values.out);
