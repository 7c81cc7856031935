import { Command } from '@commander-js/extra-typings';
import type { Session } from '../session.ts';
import { restoreCancelVerb } from './cancel.verb.ts';
import { confirmVerb } from './confirm.verb.ts';
import { restoreListVerb } from './list.verb.ts';
import { planVerb } from './plan.verb.ts';
import { runVerb } from './run.verb.ts';
import { restoreShowVerb } from './show.verb.ts';
import { restoreWatchVerb } from './watch.verb.ts';

export const restoreVerbs = (session: Session) =>
  new Command('restore')
    .description('bring a cluster back to a set')
    .addCommand(planVerb(session))
    .addCommand(runVerb(session))
    .addCommand(restoreWatchVerb(session))
    .addCommand(restoreShowVerb(session))
    .addCommand(restoreListVerb(session))
    .addCommand(restoreCancelVerb(session))
    .addCommand(confirmVerb(session));
