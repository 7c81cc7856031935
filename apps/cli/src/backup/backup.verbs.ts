import { Command } from '@commander-js/extra-typings';
import type { Session } from '../session.ts';
import { adoptVerb } from './adopt.verb.ts';
import { cancelVerb } from './cancel.verb.ts';
import { createVerb } from './create.verb.ts';
import { deleteVerb } from './delete.verb.ts';
import { keepVerb } from './keep.verb.ts';
import { listVerb } from './list.verb.ts';
import { manifestVerb } from './manifest.verb.ts';
import { releaseVerb } from './release.verb.ts';
import { showVerb } from './show.verb.ts';
import { verifyVerb } from './verify.verb.ts';
import { watchVerb } from './watch.verb.ts';

export const backupVerbs = (session: Session) =>
  new Command('backup')
    .description('take backups, and look after the sets that are there')
    .addCommand(createVerb(session))
    .addCommand(listVerb(session))
    .addCommand(showVerb(session))
    .addCommand(watchVerb(session))
    .addCommand(cancelVerb(session))
    .addCommand(verifyVerb(session))
    .addCommand(manifestVerb(session))
    .addCommand(deleteVerb(session))
    .addCommand(keepVerb(session))
    .addCommand(releaseVerb(session))
    .addCommand(adoptVerb(session));
