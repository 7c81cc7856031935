import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { simulatorSchema } from './simulator.schema.ts';
import type { SimulatorConfig } from './simulator.schema.ts';

/** A start-up error that the operator can act upon; it is printed without its stack. */
export class ConfigProblem extends Error {}

function readJson(text: string, from: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigProblem(`${from} is not JSON: ${String(error)}`);
  }
}

/** SIMULATOR_CONFIG is either the JSON itself or the path of a file with it. */
function readSource(source: string): unknown {
  if (source.trimStart().startsWith('{')) return readJson(source, 'SIMULATOR_CONFIG');
  if (!existsSync(source)) throw new ConfigProblem(`There is no configuration file ${source}.`);
  return readJson(readFileSync(source, 'utf8'), source);
}

const port = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

/** Flags win over the file or the environment. */
export function loadConfig(args: readonly string[], env: NodeJS.ProcessEnv): SimulatorConfig {
  const { values } = parseArgs({
    args: [...args],
    options: {
      config: { type: 'string' },
      'base-port': { type: 'string' },
      'control-port': { type: 'string' },
      'effect-log': { type: 'string' },
      'state-file': { type: 'string' },
    },
  });
  const source = values.config ?? env.SIMULATOR_CONFIG;
  const file = source === undefined ? {} : readSource(source);
  const flags = {
    basePort: port(values['base-port']),
    controlPort: port(values['control-port']),
    effectLog: values['effect-log'],
    stateFile: values['state-file'],
  };
  const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
  const result = simulatorSchema.safeParse({ ...(file as object), ...given });
  if (!result.success)
    throw new ConfigProblem(`The configuration is wrong.\n${z.prettifyError(result.error)}`);
  return result.data;
}
