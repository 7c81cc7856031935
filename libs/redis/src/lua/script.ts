import type { Redis } from 'ioredis';
import type { z } from 'zod';

export interface ScriptDefinition<Key extends string, Optional extends string, Arg extends string, Answer> {
  readonly name: string;
  readonly lua: string;
  /** Names of KEYS, in their order. */
  readonly keys: readonly Key[];
  /** Keys after those: a call gives all of them or none. */
  readonly optionalKeys?: readonly Optional[];
  /** Names of ARGV, in their order. */
  readonly args: readonly Arg[];
  readonly answer: z.ZodType<Answer>;
}

type Keys<Key extends string, Optional extends string> = Record<Key, string> &
  (Record<Optional, string> | Partial<Record<Optional, undefined>>);

/** Runs a script. `more` is appended to ARGV. */
export interface Script<Key extends string, Optional extends string, Arg extends string, Answer> {
  (
    redis: Redis,
    keys: Keys<Key, Optional>,
    args: Record<Arg, string | number>,
    more?: readonly string[],
  ): Promise<Answer>;
  readonly definition: ScriptDefinition<Key, Optional, Arg, Answer>;
}

/**
 * Makes a typed function of a Lua script. It becomes a command of each client at its first call there: the client sends
 * the text once for each connection and then only its hash, and sends the text again where Redis has forgotten it.
 *
 * The function rejects with the client's error, and with an Error when the answer does not match its schema.
 */
export function script<
  const Key extends string,
  const Arg extends string,
  Answer,
  const Optional extends string = never,
>(definition: ScriptDefinition<Key, Optional, Arg, Answer>): Script<Key, Optional, Arg, Answer> {
  const { name, lua, keys: names, optionalKeys = [], args: argumentNames, answer } = definition;
  // No method of the client has such a name.
  const command = `holdfast:${name}`;
  const isFixed = optionalKeys.length === 0;
  const clients = new WeakSet<Redis>();

  function define(redis: Redis): void {
    if (clients.has(redis)) return;
    redis.defineCommand(command, isFixed ? { lua, numberOfKeys: names.length } : { lua });
    clients.add(redis);
  }

  async function run(
    redis: Redis,
    keys: Keys<Key, Optional>,
    args: Record<Arg, string | number>,
    more: readonly string[] = [],
  ): Promise<Answer> {
    define(redis);
    const optional = keys as Partial<Record<Optional, string>>;
    const given = [
      ...names.map((key) => keys[key]),
      ...optionalKeys.flatMap((key) => optional[key] ?? []),
    ] as string[];
    const values = [...given, ...argumentNames.map((each) => String(args[each])), ...more];
    const commands = redis as unknown as Record<string, (...values: (string | number)[]) => Promise<unknown>>;
    const reply = await commands[command]?.(...(isFixed ? values : [given.length, ...values]));
    const read = answer.safeParse(reply);
    if (read.success) return read.data;
    throw new Error(`Redis answered the script ${name} with ${JSON.stringify(reply).slice(0, 200)}`);
  }

  return Object.assign(run, { definition });
}
