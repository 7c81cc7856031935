/** Something answered, and its answer is not one that a search engine gives. The message is for people. */
export class OddAnswer extends Error {
  constructor(
    message: string,
    /** Whether the same call may be answered otherwise later. */
    readonly retryable: boolean,
    readonly status: number | null = null,
  ) {
    super(message);
    this.name = 'OddAnswer';
  }
}

/** What answers is not the engine that the configuration names. The message is for people. */
export class OtherEngine extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OtherEngine';
  }
}

/** The engine answered with an error. */
export class EngineError extends Error {
  constructor(
    readonly status: number,
    /** Parsed, where it is JSON. */
    readonly body: unknown,
  ) {
    super(`HTTP ${status}`);
    this.name = 'EngineError';
  }
}
