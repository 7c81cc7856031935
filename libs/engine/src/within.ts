/** Rejects when something takes longer than it may; what it does is left to itself. @param ms how long @param late how the error begins */
export async function within<T>(ms: number, work: Promise<T>, late = 'no answer'): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${late} within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    clearTimeout(timer);
  }
}
