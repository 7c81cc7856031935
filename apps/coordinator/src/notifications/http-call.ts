/** How long a receiver may take to answer; then it is tried again later (ms). */
const PATIENCE_MS = 10_000;

/**
 * One call to a receiver. Redirects are not followed: they would take the credentials elsewhere.
 * @throws Error without the address, which is a secret
 */
export async function call(url: string, init: RequestInit, patienceMs = PATIENCE_MS): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(patienceMs) });
  } catch (error) {
    // eslint-disable-next-line preserve-caught-error -- it may hold the address, which is a secret
    throw new Error(`the receiver did not answer: ${reasonOf(error, patienceMs)}`);
  }
  // What it says besides is not read, so that it may be as long as it likes.
  await response.body?.cancel().catch(() => undefined);
  if (response.status >= 300 && response.status < 400)
    throw new Error(
      `the receiver answered HTTP ${response.status}; redirects are not followed: set the address of the receiver itself`,
    );
  if (response.status >= 200 && response.status < 300) return `HTTP ${response.status}`;
  throw new Error(`the receiver answered HTTP ${response.status}`);
}

/** A code of the system, or that it took too long; whole messages may repeat the address. */
function reasonOf(error: unknown, patienceMs: number): string {
  const { name, cause } = error as Error;
  if (name === 'TimeoutError') return `nothing within ${patienceMs / 1000} s`;
  const { code, message } = (cause ?? {}) as NodeJS.ErrnoException;
  // By the rules of fetch: 1 to 23 and some more, which belong to other protocols.
  return code ?? (message === 'bad port' ? 'its port belongs to another protocol than HTTP' : name);
}
