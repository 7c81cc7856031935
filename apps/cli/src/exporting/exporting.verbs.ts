import { Command } from '@commander-js/extra-typings';
import type { Session } from '../session.ts';
import { ensureRunningVerb } from './ensure-running.verb.ts';
import { resumeVerb } from './resume.verb.ts';
import { statusVerb } from './status.verb.ts';

export const exportingVerbs = (session: Session) =>
  new Command('exporting')
    .description('see whether exporting runs, and make it run')
    .addCommand(statusVerb(session))
    .addCommand(resumeVerb(session))
    .addCommand(ensureRunningVerb(session));
