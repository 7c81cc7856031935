import { randomUUID } from 'node:crypto';
import type { Answer } from '../http/call.ts';
import { jacksonPretty } from '../management/jackson.printer.ts';
import { bareError, problemType } from '../management/spring.answers.ts';
import type { WebAppDialect } from './web-app.dialect.ts';

/** The media types that Tasklist's 415 names. */
const acceptable =
  'application/json, application/x-jackson-smile, application/cbor, application/xml;charset=UTF-8, ' +
  'text/xml;charset=UTF-8, application/*+json, application/*+xml;charset=UTF-8';

const problem = (status: number, message: string, instance: string | null): Answer => ({
  status,
  contentType: problemType,
  body: jacksonPretty({ status, message, instance }),
});

const invalid = (message: string): Answer => problem(400, message, randomUUID());

export const tasklistDialect: WebAppDialect = {
  app: 'tasklist',
  print: jacksonPretty,
  allow: ['POST', 'GET'],
  indicator: 'searchEngineCheck',
  invalidRequest: invalid,
  unreadableBody: (call) => bareError(call, 400, jacksonPretty),
  unsupportedType: (call) => ({ ...bareError(call, 415, jacksonPretty), headers: { Accept: acceptable } }),
  badPathId: (call) => bareError(call, 400, jacksonPretty),
  negativeId: (value) => invalid(`BackupId must be a non-negative Long. Received value: ${value}`),
  unknownBackup: (call) => bareError(call, 500, jacksonPretty),
  unavailable: ({ cause, message }) => problem(cause === 'repository-missing' ? 500 : 502, message, null),
};
