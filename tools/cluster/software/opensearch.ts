import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Narrator } from '../narrator.ts';
import type { EngineHome } from './engine-home.ts';
import { install } from './install.ts';
import { installJava, javaHomeBetween } from './java.ts';
import { copyArtifact, unpackArtifact } from './maven.ts';
import { OPENSEARCH } from './packages.ts';

/** Installs the server into `cache` unless it is there: unpacks it, and puts each module next to its transport. */
export async function installOpenSearch(cache: string, narrator: Narrator): Promise<EngineHome> {
  const { version, server, modules } = OPENSEARCH;
  const target = join(cache, `opensearch-${version}`);
  const java = () => installJava(cache, narrator);
  const build = async (scratch: string) => {
    const output = join(scratch, 'out');
    await unpackArtifact({ artifact: server, scratch, output, java }, narrator);
    const home = join(output, `opensearch-${version}`);
    for (const module of modules) {
      const folder = join(home, 'modules', module.name);
      await mkdir(folder);
      await copyArtifact({ artifact: module.artifact, scratch, output: folder, java }, narrator);
      await writeFile(join(folder, 'plugin-descriptor.properties'), descriptorOf(module));
    }
    const whole = join(scratch, 'whole');
    await rename(home, whole);
    return whole;
  };
  await install(
    { title: `OpenSearch ${version} (Apache-2.0; Maven, 56 MB to fetch)`, target, build },
    narrator,
  );
  return { home: target, java: await javaHomeBetween(OPENSEARCH.java, cache, narrator) };
}

/** The jar of a module lacks the file by which the server knows it. */
function descriptorOf({ name, plugin }: (typeof OPENSEARCH.modules)[number]): string {
  const { version, java } = OPENSEARCH;
  const properties = {
    ...{ name, version, classname: plugin, description: name },
    ...{ 'opensearch.version': version, 'java.version': String(java.oldest) },
    ...{ 'custom.foldername': '', 'extended.plugins': '', 'has.native.controller': 'false' },
  };
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
