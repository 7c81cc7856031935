import { z } from 'zod';
import { redact } from '#config';
import { generationOf, GENERATIONS, hasSoftPause, parseVersion, WEB_APPS } from '#domain';
import { ANSWER_BOUNDS, parseJson } from '#http';
import { ID_NAMES } from './checks.ts';
import type { Report } from './report.ts';

/** A recording comes from somewhere else: reading it must not fill the memory, and replaying it must come to an end. */
export const RECORDING_BOUNDS = {
  /** Of the file. */
  bytes: 64 * 1024 * 1024,
  exchanges: 20_000,
  /** Of the paths and bodies of all exchanges together. */
  characters: 32 * 1024 * 1024,
  addresses: 64,
} as const;
/** Members of its lists and objects together. */
const MOST_VALUES = 500_000;
/** How many of its problems are shown. */
const MOST_PROBLEMS = 10;

const name = z.string().min(1).max(200);
/** As an address may have one, and nothing that would make it another host, query or fragment. */
const contextPath = z
  .string()
  .max(1_000)
  .regex(/^(\/[^\s\\?#]*[^\s/\\?#])?$/, 'is not a path');

/** One call, and what was answered. A status of null: there was no whole answer. */
const exchangeSchema = z.strictObject({
  /** The name of the address that was asked. */
  to: name,
  method: name,
  /** With context path and query. */
  path: z.string().startsWith('/').max(10_000),
  request: z.string().max(ANSWER_BOUNDS.bytes),
  status: z.int().min(200).max(599).nullable(),
  type: z.string().max(1_000).nullable(),
  body: z.string().max(ANSWER_BOUNDS.bytes),
});
export type Exchange = z.infer<typeof exchangeSchema>;

const id = z.int().min(0);
const ids = Object.fromEntries(ID_NAMES.map((name) => [name, id])) as Record<
  (typeof ID_NAMES)[number],
  typeof id
>;

const ADDRESS_NAME = new RegExp(`^(zeebe|broker-\\d{1,4}|${WEB_APPS.join('|')}|rest)$`);

const recordingSchema = z.strictObject({
  schemaVersion: z.literal(1, { error: 'is not 1: another version of Holdfast wrote this recording' }),
  recordedAt: z.iso.datetime(),
  cluster: name,
  /** Of Zeebe. */
  version: name,
  generation: z.enum(GENERATIONS),
  /** Of the records, as it is configured; the checks do not call it. */
  engine: z.enum(['elasticsearch', 'opensearch']),
  components: z.array(z.enum([...WEB_APPS, 'zeebe'])).max(10),
  pausesSoftly: z.boolean(),
  ids: z.strictObject(ids),
  addresses: z
    .array(
      z.strictObject({ name: z.string().regex(ADDRESS_NAME, 'is not the name of an address'), contextPath }),
    )
    .max(RECORDING_BOUNDS.addresses),
  exchanges: z.array(exchangeSchema).max(RECORDING_BOUNDS.exchanges),
  /** As it was. A replay makes its own. */
  report: z.unknown(),
});

/** What a cluster was asked and answered, in the order of the calls. It holds no header of a request and no secret. */
export type Recording = Omit<z.infer<typeof recordingSchema>, 'report'> & { report: Report };
/** As it is read back. */
export type ReadRecording = z.infer<typeof recordingSchema>;

/**
 * Pure.
 * @returns the recording, or what is wrong with each field
 */
export function parseRecording(text: string): { recording: ReadRecording } | { problems: string[] } {
  let raw: unknown;
  try {
    raw = parseJson(text, { values: MOST_VALUES });
  } catch (error) {
    const why = error instanceof SyntaxError ? 'not JSON' : (error as Error).message;
    return { problems: [`it is ${why}; give the file that conformance --record wrote`] };
  }
  const { success, data, error } = recordingSchema.safeParse(raw);
  const problems = success
    ? contradictionsOf(data)
    : error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'it'}: ${message}`);
  if (success && problems.length === 0) return { recording: data };
  const more = problems.length - MOST_PROBLEMS;
  return { problems: [...problems.slice(0, MOST_PROBLEMS), ...(more > 0 ? [`and ${more} more`] : [])] };
}

/** Fields that fit their form, and not each other: a report of them would claim what was not seen. Pure. */
function contradictionsOf(recording: ReadRecording): string[] {
  const { version, generation, components, addresses, pausesSoftly, exchanges } = recording;
  const parsed = parseVersion(version);
  const shape = {
    orchestration: components.includes('webapps'),
    rest: addresses.some((each) => each.name === 'rest'),
    relational: false,
  };
  const names = addresses.map((each) => each.name);
  const characters = exchanges.reduce(
    (sum, { path, request, body }) => sum + path.length + request.length + body.length,
    0,
  );
  const lacking = components.filter((component) => !names.includes(component));
  return [
    ...(generationOf(version, shape) === generation
      ? []
      : [`generation: ${generation} is not that of ${version} with these components and addresses`]),
    ...(parsed !== null && hasSoftPause(parsed) === pausesSoftly
      ? []
      : [`pausesSoftly: ${pausesSoftly} does not fit ${version}`]),
    ...(new Set(components).size === components.length && components.includes('zeebe')
      ? []
      : ['components: must have zeebe, and none of them twice']),
    ...(new Set(names).size === names.length ? [] : ['addresses: two have one name']),
    ...lacking.map((component) => `addresses: ${component} has none`),
    ...(characters <= RECORDING_BOUNDS.characters ? [] : ['exchanges: are too long together']),
  ];
}

/**
 * The recording without secrets in the texts of others: what was asked, answered and seen. Its own words stay, so that it can be
 * replayed although a password is one of them. Text by text: within JSON a secret is spelled in another way. Pure.
 */
export function withoutSecrets(recording: Recording, secrets: readonly string[]): Recording {
  const mask = (text: string): string => redact(text, secrets);
  const orNull = (text: string | null): string | null => text && mask(text);
  return {
    ...recording,
    exchanges: recording.exchanges.map((each) => ({
      ...each,
      request: mask(each.request),
      type: orNull(each.type),
      body: mask(each.body),
    })),
    report: {
      ...recording.report,
      checks: recording.report.checks.map((each) => ({ ...each, detail: orNull(each.detail) })),
    },
  };
}

/** What a header `Authorization` shows: as a whole, and without its scheme. Pure. */
export function secretsOfHeader(header: string): string[] {
  return [header, header.replace(/^\S+\s+/, '')].filter((text) => text !== '');
}
