import { z } from 'zod';
import { RUN_KINDS, STEP_NAMES } from '#domain';

const runReference = {
  cluster: z.string().min(1),
  kind: z.enum(RUN_KINDS),
  number: z.int().positive(),
  runId: z.string().min(1),
  fence: z.int().positive(),
};

/** Payload of the preflight and finalize jobs. References only: a secret in a job would show in Bull Board. */
export const runJobSchema = z.strictObject(runReference);
export type RunJob = z.infer<typeof runJobSchema>;

/** Payload of a look at a schedule. */
export const scheduleJobSchema = z.strictObject({ cluster: z.string().min(1), schedule: z.string().min(1) });
export type ScheduleJob = z.infer<typeof scheduleJobSchema>;

/** Payload of one step of a flow. */
export const stepJobSchema = z.strictObject({ ...runReference, step: z.enum(STEP_NAMES) });
export type StepJob = z.infer<typeof stepJobSchema>;
