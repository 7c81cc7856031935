/** Time as the simulated clusters see it. Everything that waits goes through here, so specs can own the time. */
export interface Clock {
  now(): number;
  /** Calls `action` once when `at` has come; the returned function calls it off. */
  wake(at: number, action: () => void): () => void;
}
