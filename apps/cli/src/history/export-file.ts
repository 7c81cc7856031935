import { open, rm, type FileHandle } from 'node:fs/promises';

/** A file that only its owner may read, that did not exist before, and that stays only when all of an export is in it. */
export class ExportFile {
  private constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  /** @returns the file, or why it cannot be made */
  static async create(path: string): Promise<ExportFile | { problem: string }> {
    try {
      return new ExportFile(path, await open(path, 'wx', 0o600));
    } catch (error) {
      const { code = 'unknown error' } = error as NodeJS.ErrnoException;
      return { problem: `${path} cannot be written (${code}); choose another one with --file.` };
    }
  }

  /**
   * Writes everything as it arrives, then closes the file. Only once.
   * @throws what `lines` throws, or the file system; then the file is gone
   */
  async fill(lines: AsyncIterable<string>): Promise<{ runs: number; size: number }> {
    let runs = 0;
    let size = 0;
    try {
      for await (const piece of lines) {
        runs += piece.split('\n').length - 1;
        size += Buffer.byteLength(piece);
        await this.handle.appendFile(piece);
      }
      // A disk may report only now that it is full.
      await this.handle.sync();
    } catch (error) {
      await this.handle.close().catch(() => undefined);
      await rm(this.path, { force: true });
      throw error;
    }
    await this.handle.close();
    return { runs, size };
  }
}
