/**
 * Answers the first time with what was just learned, and asks after that: what decides whether to begin also permits the
 * first call, and is not asked for twice.
 */
export function knownFirst<T>(known: T, ask: () => Promise<T>): () => Promise<T> {
  let next = (): Promise<T> => {
    next = ask;
    return Promise.resolve(known);
  };
  return () => next();
}
