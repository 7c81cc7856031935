import { z } from 'zod';

/** What a client must know to judge whether it fits. No more: what else runs here is nothing for those who only look. */
export const versionSchema = z.strictObject({
  version: z.string().describe('Of the coordinator that answers'),
});
export type ServerVersion = z.infer<typeof versionSchema>;
