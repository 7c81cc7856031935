import { Command } from '@commander-js/extra-typings';
import type { Session } from '../session.ts';
import { auditListVerb } from './list.verb.ts';

export const auditVerbs = (session: Session) =>
  new Command('audit').description('see who did what').addCommand(auditListVerb(session));
