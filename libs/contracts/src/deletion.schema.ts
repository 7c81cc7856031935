import { z } from 'zod';

export const deleteQuerySchema = z.strictObject({
  force: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .default('false')
    .describe('Also the last complete set, or one that is kept'),
});
