import { z } from 'zod';

/** An http(s) address. @param example for the message */
export function httpAddress(example: string) {
  return z.string().refine((text) => /^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : ''), {
    message: `is not an http(s) address; write for example ${example}`,
  });
}
