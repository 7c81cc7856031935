import { z } from 'zod';
import { BACKUP_STATES, hasHidden, MAX_BACKUP_ID, RUN_KINDS, RUN_STATES, type ListFilter } from '#domain';
import { timeSchema } from './run.schema.ts';

const SHOWN = 'must not have control characters or characters that change the direction of text';
const label = z
  .string()
  .min(1)
  .max(63)
  .refine((text) => !hasHidden(text), SHOWN);
const labelValue = z
  .string()
  .max(255)
  .refine((text) => !hasHidden(text), SHOWN);

/** Body of POST /api/v1/clusters/{cluster}/backups. Unknown fields are refused, so that a typo is not lost. */
export const startBackupSchema = z
  .strictObject({
    backupId: z
      .int('must be an integer')
      .min(1, 'must be at least 1')
      .max(MAX_BACKUP_ID, `must be at most ${MAX_BACKUP_ID} (2^53 - 1)`)
      .optional()
      .describe(
        'Greater than every id known on the cluster. Left out: unix seconds, or one above the last id.',
      ),
    labels: z.record(label, labelValue).optional().describe('Up to 20 labels of your own, kept with the run'),
  })
  .refine((body) => Object.keys(body.labels ?? {}).length <= 20, {
    path: ['labels'],
    message: 'must have at most 20 entries',
  })
  .meta({ id: 'StartBackup' });
export type StartBackup = z.infer<typeof startBackupSchema>;

/** Body of POST /api/v1/clusters/{cluster}/backups/{id}/adopt. */
export const adoptBackupSchema = z
  .strictObject({
    from: z
      .string()
      .min(1)
      .max(63)
      .optional()
      .describe('Name of the cluster that the set says it is of, where that is another one'),
  })
  .meta({ id: 'AdoptBackup' });
export type AdoptBackup = z.infer<typeof adoptBackupSchema>;

export const listQuerySchema = z.strictObject({
  limit: z.coerce.number<string | number>().pipe(z.int().min(1).max(100)).default(20),
  cursor: z.coerce
    .number<string | number>()
    .pipe(z.int().min(1))
    .optional()
    .describe('`next` of the previous page'),
});
export type ListQuery = z.infer<typeof listQuerySchema>;

/** Some of these words, with commas between. */
function someWords(words: readonly string[]) {
  const one = `(${words.join('|')})`;
  return z
    .string()
    .regex(
      new RegExp(`^${one}(,${one})*$`),
      `must be one or more of ${words.join(', ')}, with commas between`,
    );
}

/** What every list of runs can be asked for. Applied before pages are made. */
const filters = {
  since: timeSchema.optional().describe('Only what began at this time or later'),
  label: z.string().min(1).max(319).optional().describe('Only runs with this label: its key, or `key=value`'),
  schedule: z.string().min(1).max(63).optional().describe('Only runs that this schedule started'),
};

export const BOUNDED =
  'With a filter, each answer looks at a limited number of entries: it may have fewer than `limit`, or none, and still a `next`.';

export const backupListQuerySchema = listQuerySchema.extend({
  state: someWords(BACKUP_STATES)
    .optional()
    .describe(`Only backups in these states, with commas between: ${BACKUP_STATES.join(', ')}`),
  ...filters,
});
export type BackupListQuery = z.infer<typeof backupListQuerySchema>;

const runState = someWords(RUN_STATES)
  .optional()
  .describe(`Only runs in these states, with commas between: ${RUN_STATES.join(', ')}`);

export const restoreListQuerySchema = listQuerySchema.extend({ state: runState, since: filters.since });
export type RestoreListQuery = z.infer<typeof restoreListQuerySchema>;

export const runListQuerySchema = listQuerySchema.extend({
  kind: z.enum(RUN_KINDS).optional().describe('Only runs of this kind'),
  state: runState,
  ...filters,
});
export type RunListQuery = z.infer<typeof runListQuerySchema>;

export const allRunsQuerySchema = runListQuerySchema.extend({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,15}-[a-z0-9-]{1,63}$/, 'must be `next` of the previous page')
    .optional()
    .describe('`next` of the previous page'),
});
export type AllRunsQuery = z.infer<typeof allRunsQuerySchema>;

/** A filter as it is applied. */
export interface ReadFilter extends ListFilter {
  /** null where every state is wanted. */
  states: readonly string[] | null;
}

/** The filter of a query; null for none. Pure. */
export function filterOf({
  state,
  label: text,
  since,
  schedule,
}: Omit<RunListQuery, 'limit' | 'cursor' | 'kind'>): ReadFilter | null {
  if ([state, text, since, schedule].every((each) => each === undefined)) return null;
  const at = text?.indexOf('=') ?? -1;
  const wanted =
    text === undefined
      ? undefined
      : { key: at < 0 ? text : text.slice(0, at), value: at < 0 ? null : text.slice(at + 1) };
  return { states: state?.split(',') ?? null, label: wanted, since, schedule };
}
