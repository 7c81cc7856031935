import { Command } from '@commander-js/extra-typings';
import type { Session } from '../session.ts';
import { applyVerb } from './apply.verb.ts';
import { previewVerb } from './preview.verb.ts';

export const retentionVerbs = (session: Session) =>
  new Command('retention')
    .description('see which sets stay and why, and delete the others')
    .addCommand(previewVerb(session))
    .addCommand(applyVerb(session));
