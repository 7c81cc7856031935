import { z } from 'zod';
import { timeSchema } from './run.schema.ts';

export const DOCTOR_STATUSES = ['ok', 'warning', 'critical'] as const;
export type DoctorStatus = (typeof DOCTOR_STATUSES)[number];

export const doctorQuerySchema = z.strictObject({
  cluster: z.string().min(1).optional().describe('Only this one'),
});

/** One thing that was looked at. */
export const doctorCheckSchema = z
  .strictObject({
    cluster: z.string().nullable().describe('null: of Holdfast itself'),
    name: z.string(),
    component: z.string(),
    status: z.enum(DOCTOR_STATUSES),
    message: z.string(),
    remedy: z.string().nullable().describe('null where there is nothing to fix'),
  })
  .meta({ id: 'DoctorCheck' });
export type DoctorCheck = z.infer<typeof doctorCheckSchema>;

export const doctorReportSchema = z
  .strictObject({
    at: timeSchema,
    version: z.string(),
    status: z.enum(DOCTOR_STATUSES).describe('The worst of all checks'),
    checks: z.array(doctorCheckSchema),
  })
  .meta({ id: 'DoctorReport' });
export type DoctorReport = z.infer<typeof doctorReportSchema>;
