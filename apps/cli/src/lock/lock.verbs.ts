import { Command } from '@commander-js/extra-typings';
import type { Session } from '../session.ts';
import { lockBreakVerb } from './break.verb.ts';
import { lockShowVerb } from './show.verb.ts';

export const lockVerbs = (session: Session) =>
  new Command('lock')
    .description('see which run holds a cluster, and shut it out')
    .addCommand(lockShowVerb(session))
    .addCommand(lockBreakVerb(session));
