import { z } from 'zod';

export const deleteQuerySchema = z.strictObject({
  force: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .default('false')
    .transform((text) => text === 'true')
    .describe('Also the last complete set, or one that is kept'),
});
