import { Command } from '@commander-js/extra-typings';
import type { Session } from '../session.ts';
import { lockShowVerb } from './show.verb.ts';

export const lockVerbs = (session: Session) =>
  new Command('lock').description('see who holds a cluster').addCommand(lockShowVerb(session));
