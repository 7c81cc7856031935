import { z } from 'zod';
import { Secret } from './secret.ts';

/** Text that must not be shown. */
export const secret = () =>
  z
    .string()
    .min(1, 'is empty')
    .transform((text) => new Secret(text));
