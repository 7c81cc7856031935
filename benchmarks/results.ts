import { z } from 'zod';
import { UNITS, type Figure } from './figures.ts';

const figureSchema = z.object({
  what: z.string(),
  unit: z.enum(UNITS),
  // JSON has no NaN: what could not be measured is null.
  values: z.array(z.number().nullable()).transform((values) => values.map((value) => value ?? NaN)),
  target: z.number().optional(),
});

const resultsSchema = z.object({
  machine: z.object({
    at: z.string(),
    commit: z.string(),
    cpu: z.string(),
    cores: z.number(),
    memoryGiB: z.number(),
    node: z.string(),
    redis: z.string(),
  }),
  results: z.array(z.object({ suite: z.string(), figures: z.array(figureSchema) })),
});

/** What the figures were measured on. */
export type Machine = z.output<typeof resultsSchema>['machine'];

/** What one call of `npm run bench` measured, as it is in its file. */
export interface Results {
  machine: Machine;
  results: { suite: string; figures: Figure[] }[];
}

/** @param file its name, for the message. @throws Error that names the file, and the field that is wrong */
export function readResults(text: string, file: string): Results {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON. Give a file that npm run bench wrote into .holdfast/bench.`);
  }
  const { success, data, error } = resultsSchema.safeParse(json);
  if (success) return data;
  throw new Error(
    `${file} is not what npm run bench writes:\n${z.prettifyError(error)}\nMeasure again with this build.`,
  );
}
