/** Closes what was started: the last one first, and each one even when another fails. */
export class Closers {
  private readonly closers: (() => unknown)[] = [];

  add(close: () => unknown): void {
    this.closers.push(close);
  }

  /** @throws the first error, when all of them were called */
  async close(): Promise<void> {
    const errors: unknown[] = [];
    for (const close of this.closers.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}

/** Starts several things, and closes those that did start when one of them fails: they would keep the tests from ending. */
export async function startWhole<Whole>(start: (closers: Closers) => Promise<Whole>): Promise<Whole> {
  const closers = new Closers();
  try {
    return await start(closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}
