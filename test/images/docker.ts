import { spawnSync } from 'node:child_process';

export interface Answer {
  readonly ok: boolean;
  readonly out: string;
  readonly error: string;
}

/** Commands that hang end after this (ms); a cold build takes a few minutes. */
const LIMIT_MS = 30 * 60_000;

/** Runs a command and waits for it. */
export function call(
  command: string,
  words: readonly string[],
  { env = {}, cwd, ms = LIMIT_MS }: { env?: Record<string, string>; cwd?: string; ms?: number } = {},
): Answer {
  const { status, stdout, stderr, error } = spawnSync(command, words, {
    ...{ encoding: 'utf8', timeout: ms, maxBuffer: 64 * 1024 * 1024 },
    env: { ...process.env, ...env },
    ...(cwd !== undefined && { cwd }),
  });
  const message = error === undefined ? stderr : `${error.message}\n${stderr}`;
  return { ok: status === 0, out: stdout, error: message.trim() };
}

/** An engine, by the client that is to be used with it. */
export class Docker {
  /**
   * @param client a `docker` whose `build` uses BuildKit
   * @param compose the words that Docker Compose 2 is called by
   * @param env which engine it is
   */
  constructor(
    private readonly client: string,
    private readonly compose: readonly [string, ...string[]],
    readonly env: Readonly<Record<string, string>>,
  ) {}

  /** @throws Error with what the client printed, unless it ended with 0 */
  run(words: readonly string[], cwd?: string): string {
    const answer = this.ask(words, cwd);
    if (!answer.ok) throw new Error(`docker ${words.join(' ')}: ${answer.error}`);
    return answer.out.trim();
  }

  ask(words: readonly string[], cwd?: string): Answer {
    return call(this.client, words, {
      env: { ...this.env, DOCKER_BUILDKIT: '1' },
      ...(cwd !== undefined && { cwd }),
    });
  }

  /** A call of Docker Compose in a folder. */
  askCompose(words: readonly string[], options: { env: Record<string, string>; cwd: string }): Answer {
    const [command, ...first] = this.compose;
    return call(command, [...first, ...words], { cwd: options.cwd, env: { ...this.env, ...options.env } });
  }
}
