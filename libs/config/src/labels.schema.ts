import { z } from 'zod';
import { hasHidden } from '#domain';

/** Addresses of the dashboard have the names, as `label=team=payments`. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,62}$/;
const MOST = 20;

const value = z
  .string({ error: 'must be text; put numbers, true and false in quotes' })
  .min(1, 'is empty')
  .max(255)
  .refine((text) => !hasHidden(text), 'must not have control characters');

/** `clusters[].labels`: words by which people find a cluster among many. Nothing that Holdfast does depends on them. */
export const labelsSchema = z
  .record(z.string(), value)
  .default({})
  .superRefine((labels, context) => {
    const names = Object.keys(labels);
    if (names.length > MOST)
      context.addIssue({ code: 'custom', message: `must have at most ${MOST} entries` });
    for (const name of names.filter((each) => !NAME.test(each)))
      context.addIssue({
        code: 'custom',
        path: [name],
        message:
          'needs another name: 1 to 63 letters, digits, ., _, / and -, beginning with a letter or digit, for example team',
      });
  });
