import { setImmediate as nextTick } from 'node:timers/promises';
import { sha256 } from '../stores/real/backup-manifest.ts';

/** A bucket in memory that takes a moment for every request. */
export class Bucket {
  readonly contents = new Map<string, string>();

  get keys(): string[] {
    return [...this.contents.keys()].sort();
  }

  async put(key: string, body: string): Promise<void> {
    await nextTick();
    this.contents.set(key, body);
  }

  async get(key: string): Promise<string> {
    await nextTick();
    const text = this.contents.get(key);
    if (text === undefined) throw new Error(`there is no ${key}`);
    return text;
  }

  async list(prefix = ''): Promise<{ key: string; etag: string }[]> {
    await nextTick();
    return this.keys
      .filter((key) => key.startsWith(prefix))
      .map((key) => ({ key, etag: sha256(this.contents.get(key) ?? '') }));
  }

  async delete(keys: readonly string[]): Promise<void> {
    await nextTick();
    for (const key of keys) this.contents.delete(key);
  }
}
