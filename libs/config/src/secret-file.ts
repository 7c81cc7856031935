import { closeSync, openSync, readSync } from 'node:fs';

/** No password, key or certificate is longer; a file that is, was named by mistake. */
export const SECRET_FILE_BYTES = 65_536;

/** Of a variable: its value, or what is wrong, in words for the person who set it. Null where it is not set. */
export type Setting = { readonly value: string } | { readonly problem: string } | null;

/**
 * The value of a variable, else the content of the file that `<name>_FILE` names, without blanks at its end. Neither the value
 * nor the path is repeated in a problem, because either may be secret.
 */
export function settingOf(name: string, env: Readonly<Record<string, string | undefined>>): Setting {
  const direct = env[name];
  if (direct !== undefined) return { value: direct };
  const path = env[`${name}_FILE`];
  return path === undefined ? null : contentOf(path, `${name}_FILE`);
}

function contentOf(path: string, variable: string): Setting {
  try {
    const text = firstBytes(path, SECRET_FILE_BYTES + 1);
    if (text.length <= SECRET_FILE_BYTES) return { value: text.toString('utf8').trimEnd() };
    return {
      problem: `the file of ${variable} has more than ${SECRET_FILE_BYTES} bytes; a secret is shorter, so check which file it is`,
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      problem: `the file of ${variable} cannot be read (${code ?? 'unknown error'}); correct the path, or let the user that runs Holdfast read it`,
    };
  }
}

/** Not the whole file: it may be a device without an end. */
function firstBytes(path: string, most: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(most);
    let length = 0;
    for (let read = -1; read !== 0 && length < most; length += read)
      read = readSync(file, buffer, length, most - length, null);
    return buffer.subarray(0, length);
  } finally {
    closeSync(file);
  }
}
