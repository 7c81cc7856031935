import { Command } from '@commander-js/extra-typings';
import type { Session } from '../session.ts';
import { acknowledgeVerb } from './acknowledge.verb.ts';
import { silenceVerb } from './silence.verb.ts';
import { endSilenceVerb, silencesVerb } from './silences.verbs.ts';

export const alertVerbs = (session: Session) =>
  new Command('alert')
    .description('acknowledge alerts, and silence them for a time')
    .addCommand(acknowledgeVerb(session))
    .addCommand(silenceVerb(session))
    .addCommand(silencesVerb(session))
    .addCommand(endSilenceVerb(session));
