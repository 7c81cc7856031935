import { join } from 'node:path';
import { rolldown, type InputOptions } from 'rolldown';

const MAIN = 'apps/cli/src/main.ts';
/** A process of its own, which `conformance` starts from the file next to its own. */
const GUARD = 'apps/cli/src/conformance/guard.main.ts';

function inputFor(root: string, version: string): InputOptions {
  return {
    cwd: root,
    platform: 'node',
    tsconfig: join(root, 'tsconfig.json'),
    // Sources instead of the build: one step less, and no path of dist in the result.
    resolve: { conditionNames: ['development', 'node', 'import', 'default'] },
    transform: { define: { HOLDFAST_BUILT_VERSION: JSON.stringify(version) } },
    // What cannot be found would be missing at run time.
    onLog: (level, log, report) => report(log.code === 'UNRESOLVED_IMPORT' ? 'error' : level, log),
  };
}

/** The command line as modules that load what a verb needs with that verb. Needs no package besides. */
export async function bundleModules(root: string, version: string, out: string): Promise<void> {
  const bundle = await rolldown({
    ...inputFor(root, version),
    input: { main: join(root, MAIN), 'guard.main': join(root, GUARD) },
  });
  await bundle.write({
    dir: out,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    minify: true,
    banner: (chunk) => (chunk.name === 'main' ? '#!/usr/bin/env node' : ''),
  });
  await bundle.close();
}

/** The same as one CommonJS file: a single executable application takes nothing else. */
export async function bundleOneFile(root: string, version: string, file: string): Promise<void> {
  const bundle = await rolldown({
    ...inputFor(root, version),
    input: join(root, MAIN),
  });
  await bundle.write({ file, format: 'cjs', codeSplitting: false, minify: true });
  await bundle.close();
}
