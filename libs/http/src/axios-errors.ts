/** Whether axios gave up an answer that is longer than `maxContentLength`. It has no code for that, only these words. */
export function isBeyondLength(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('maxContentLength');
}
