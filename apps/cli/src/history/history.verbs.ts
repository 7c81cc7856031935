import { Command } from '@commander-js/extra-typings';
import type { Session } from '../session.ts';
import { historyExportVerb } from './export.verb.ts';

export const historyVerbs = (session: Session) =>
  new Command('history').description('what is on record of past runs').addCommand(historyExportVerb(session));
