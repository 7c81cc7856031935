import type { HoldfastConfig } from './config.schema.ts';
import type { Environment } from './environment.ts';
import { variablesIn } from './load-config.ts';

/**
 * What the commands of a restore may inherit: all but the variables that the configuration takes its secrets from, unless
 * the commands name them themselves.
 * @param commands as the configuration has them
 */
export function environmentForCommands(
  config: HoldfastConfig,
  env: Environment,
  commands: readonly string[],
): Environment {
  const own = (name: string): boolean =>
    commands.some((command) => new RegExp(`\\$\\{?${name}\\b`).test(command));
  const hidden = new Set(
    [...variablesIn(config)].filter((name) => !own(name)).flatMap((name) => [name, `${name}_FILE`]),
  );
  return Object.fromEntries(Object.entries(env).filter(([name]) => !hidden.has(name)));
}
