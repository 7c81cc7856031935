import { z } from 'zod';

const keptSchema = z.looseObject({
  kept: z
    .looseObject({
      documents: z.record(z.string(), z.int()).nullable().catch(null),
      positions: z.record(z.string(), z.int()).catch({}),
    })
    .catch({ documents: null, positions: {} }),
});

/** What the step that snapshots the records wrote down beside it: documents counted then, and exported positions. */
export function keptOfRecordsStep(memory: string | null): {
  documents: Record<string, number> | null;
  positions: Record<string, number>;
} {
  const parsed = memory === null ? null : keptSchema.safeParse(JSON.parse(memory));
  return parsed?.success ? parsed.data.kept : { documents: null, positions: {} };
}
