import { Command } from '@commander-js/extra-typings';
import type { Session } from '../session.ts';
import { scheduleListVerb } from './list.verb.ts';
import { pauseVerb } from './pause.verb.ts';
import { resumeVerb } from './resume.verb.ts';
import { scheduleShowVerb } from './show.verb.ts';
import { triggerVerb } from './trigger.verb.ts';

export const scheduleVerbs = (session: Session) =>
  new Command('schedule')
    .description('see what is planned and what became of it; pause, resume, trigger')
    .addCommand(scheduleListVerb(session))
    .addCommand(scheduleShowVerb(session))
    .addCommand(pauseVerb(session))
    .addCommand(resumeVerb(session))
    .addCommand(triggerVerb(session));
