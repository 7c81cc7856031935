/** Why Redis did not do what it was asked for. */
export type RedisTrouble =
  /** It answers and refuses to write; `reason` is its message. */
  | { readonly kind: 'refuses-writes'; readonly reason: string }
  /** It does not answer, or answers nothing at all yet. */
  | { readonly kind: 'away' };

/** Raised by every client of Redis, in place of the error that it stands for and with its words. */
export class RedisTroubleError extends Error {
  override readonly name = 'RedisTroubleError';
  /** Of a transaction: what was wrong with its commands. The client adds it. */
  readonly previousErrors?: readonly Error[];

  constructor(
    cause: Error,
    readonly trouble: RedisTrouble,
  ) {
    super(cause.message, { cause });
    // BullMQ tells errors of the connection by the code of the system call.
    const { code } = cause as { code?: unknown };
    if (code !== undefined) Object.assign(this, { code });
  }
}

/** What an error says about Redis; null when it says nothing about it. */
export function redisTroubleOf(error: unknown): RedisTrouble | null {
  if (!(error instanceof RedisTroubleError)) return null;
  // A transaction that was not started reports only that.
  const [first] = error.previousErrors ?? [];
  return redisTroubleOf(first) ?? error.trouble;
}
