import { open, rm, stat, type FileHandle } from 'node:fs/promises';

/** A file that only its owner may read, that did not exist before, and that exists afterwards only when it was written. */
export class NewFile {
  private constructor(
    readonly path: string,
    private handle: FileHandle | null,
  ) {}

  /** @returns the file, or why it cannot be made */
  static async create(path: string): Promise<NewFile | { problem: string }> {
    try {
      return new NewFile(path, await open(path, 'wx', 0o600));
    } catch (error) {
      return { problem: `${path} cannot be written (${codeOf(error)}); choose another one with --record.` };
    }
  }

  /**
   * Only once, and then the file is closed.
   * @returns why it is not on disk; null when it is
   */
  async write(text: string): Promise<string | null> {
    const { handle } = this;
    if (handle === null) return 'it was closed before';
    try {
      await handle.writeFile(text);
      // A disk may report only now that it is full.
      await handle.sync();
      const [written, found] = [await handle.stat(), await stat(this.path)];
      if (written.ino !== found.ino || written.dev !== found.dev) return 'another file is there now';
      this.handle = null;
      await handle.close();
      return null;
    } catch (error) {
      await this.discard();
      return codeOf(error);
    }
  }

  /** Removes it, unless it was written. Idempotent, and never throws: what is left is an empty file. */
  async discard(): Promise<void> {
    const { handle, path } = this;
    if (handle === null) return;
    this.handle = null;
    try {
      const [made, found] = [await handle.stat(), await stat(path)];
      if (made.ino === found.ino && made.dev === found.dev) await rm(path, { force: true });
    } catch {
      // It is gone already, or its directory is.
    }
    await handle.close().catch(() => undefined);
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown error';
