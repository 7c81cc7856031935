export { PinoLogger, createLogger } from './logger.ts';
