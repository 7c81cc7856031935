import { Command } from '@commander-js/extra-typings';
import type { Session } from '../session.ts';
import { tokenCreateVerb } from './create.verb.ts';

export const tokenVerbs = (session: Session) =>
  new Command('token')
    .description('make tokens for people and programs')
    .addCommand(tokenCreateVerb(session));
