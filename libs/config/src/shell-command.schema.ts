import { z } from 'zod';

/** A command of the operator, run by `sh -c`. */
export const shellCommand = z.string().regex(/\S/, 'is empty; write the shell command that does it');

export const absolutePath = (example: string) =>
  z.string().regex(/^\/[^\0]*$/, `must be an absolute path, for example ${example}`);
