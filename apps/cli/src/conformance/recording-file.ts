import { readFile, stat } from 'node:fs/promises';
import { inMebibytes } from '#http';
import { RECORDING_BOUNDS } from './recording.ts';

/** @returns the text of a recording, or why it is not read */
export async function readRecordingFile(path: string): Promise<{ text: string } | { problems: string[] }> {
  try {
    // A pipe or a device may never end; a large file would fill the memory.
    const seen = await stat(path);
    if (!seen.isFile()) return { problems: ['it is not a regular file'] };
    if (seen.size > RECORDING_BOUNDS.bytes)
      return { problems: [`it is larger than ${inMebibytes(RECORDING_BOUNDS.bytes)}`] };
    return { text: await readFile(path, 'utf8') };
  } catch (error) {
    return { problems: [`it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`] };
  }
}
