import { z } from 'zod';
import { secret } from './secret.schema.ts';

/** Without keys those of the process's own environment are used, so one alone is a mistake. */
export const sigv4Schema = z
  .strictObject({
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d+$/, 'must be a region of AWS, for example eu-central-1'),
    service: z
      .enum(['es', 'aoss'], {
        error: 'must be es (a managed domain) or aoss (a serverless collection)',
      })
      .default('es'),
    accessKeyId: z
      .string()
      .regex(/^[A-Za-z0-9]{4,128}$/, 'must be the id of an access key: letters and digits')
      .optional(),
    secretAccessKey: secret().optional(),
    sessionToken: secret().optional(),
  })
  .superRefine(({ accessKeyId, secretAccessKey, sessionToken }, context) => {
    const needs = (path: string, other: string): void =>
      context.addIssue({
        code: 'custom',
        path: [path],
        message: `needs auth.sigv4.${other}; leave all keys out to use those of the environment`,
      });
    if (accessKeyId !== undefined && secretAccessKey === undefined) needs('accessKeyId', 'secretAccessKey');
    if (secretAccessKey !== undefined && accessKeyId === undefined) needs('secretAccessKey', 'accessKeyId');
    if (sessionToken !== undefined && accessKeyId === undefined) needs('sessionToken', 'accessKeyId');
  })
  .transform(({ region, service, accessKeyId, secretAccessKey, sessionToken }) => ({
    region,
    service,
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && { keys: { accessKeyId, secretAccessKey, sessionToken } }),
  }));
