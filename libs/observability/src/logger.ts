import type { LoggerService } from '@nestjs/common';
import { plainLines } from '#domain';
import { multistream, pino, type Logger } from 'pino';
import { LOG_TAIL } from './log-tail.ts';

/** Fields that may carry a credential are cut out whatever object they come in. */
const REDACT = [
  'password',
  'token',
  'secret',
  'authorization',
  '*.password',
  '*.token',
  '*.secret',
  '*.authorization',
];

/** Of one message. */
const LONGEST = 16 * 1024;

/** Nest's own start-up chatter: one line per module and route. */
const CHATTER = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory']);

/** Nest's messages and ours as one JSON line each, with the app and the class that spoke. */
export class PinoLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write(CHATTER.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest passes the class name last. */
  private write(
    level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal',
    message: unknown,
    rest: unknown[],
  ): void {
    const context = rest.at(-1);
    const fields = typeof context === 'string' ? { context } : {};
    const text = message instanceof Error ? message.message : String(message);
    // Components and callers have their words in it, and a log is read in a terminal.
    this.pino[level](fields, plainLines(text.slice(0, LONGEST)));
  }
}

export function createLogger(app: string, level = 'info'): PinoLogger {
  const options = { name: app, level, redact: { paths: REDACT, censor: '[secret]' } };
  const streams = [
    { level: 'trace' as const, stream: process.stdout },
    { level: 'trace' as const, stream: LOG_TAIL },
  ];
  return new PinoLogger(pino(options, multistream(streams)));
}
