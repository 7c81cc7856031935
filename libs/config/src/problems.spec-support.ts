import type { Environment } from './environment.ts';
import { parseConfig, type ConfigError } from './load-config.ts';

/** What is wrong with a file, one line each; none where it can be used. */
export function problemsIn(text: string, env: Environment = {}): readonly string[] {
  try {
    parseConfig(text, env);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
}
