import { UnreadableRecord } from '#domain';

/** Resolves with undefined for a record that this build cannot read. */
export async function readable<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UnreadableRecord) return undefined;
    throw error;
  }
}
