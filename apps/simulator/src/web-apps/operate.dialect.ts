import { randomUUID } from 'node:crypto';
import type { Answer } from '../http/call.ts';
import { compact, problemType } from '../management/spring.answers.ts';
import type { UnreadableBody, WebAppDialect } from './web-app.dialect.ts';

/** Operate answers 400 to everything; only the message tells what is wrong. */
const invalid = (message: string | null): Answer => ({
  status: 400,
  contentType: problemType,
  body: compact({ status: 400, message, instance: randomUUID(), type: 'Invalid request' }),
});

const missingBody =
  'Required request body is missing: public io.camunda.operate.webapp.management.dto.TakeBackupResponseDto ' +
  'io.camunda.operate.webapp.management.BackupController.takeBackup(io.camunda.operate.webapp.management.dto.TakeBackupRequestDto)';

function unreadable(body: UnreadableBody): string {
  switch (body.kind) {
    case 'no-body':
      return missingBody;
    case 'broken-json':
      return 'JSON parse error: Unexpected end-of-input within/between Object entries';
    case 'out-of-range':
      return `JSON parse error: Numeric value (${body.text}) out of range of long (-9223372036854775808 - 9223372036854775807)`;
    case 'text':
      return `JSON parse error: Cannot deserialize value of type \`java.lang.Long\` from String "${body.text}": not a valid \`java.lang.Long\` value`;
    case 'other':
      return `JSON parse error: Cannot deserialize value of type \`java.lang.Long\` from token \`JsonToken.${body.token}\``;
  }
}

export const operateDialect: WebAppDialect = {
  app: 'operate',
  print: compact,
  allow: ['GET', 'POST'],
  indicator: 'indicesCheck',
  invalidRequest: invalid,
  unreadableBody: (_, body) => invalid(unreadable(body)),
  unsupportedType: (_, type) => invalid(`Content-Type '${type}' is not supported`),
  badPathId: (_, text) =>
    invalid(
      `Failed to convert value of type 'java.lang.String' to required type 'java.lang.Long'; For input string: "${text}"`,
    ),
  negativeId: (value) => invalid(`BackupId must be a non-negative Integer. Received value: ${value}`),
  unknownBackup: (_, { count, nullAfter }) =>
    invalid(count > nullAfter ? null : 'Index 0 out of bounds for length 0'),
  unavailable: ({ message }) => invalid(message),
};
