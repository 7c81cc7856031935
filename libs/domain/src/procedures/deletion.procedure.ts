import type { Procedure } from '../procedure-shape.ts';
import { defineStep } from './define-step.ts';

/** Zeebe first: it is the one that may be down, and while nothing is deleted the set is still whole. */
export const DELETION_PROCEDURE: Procedure = {
  name: 'delete-set',
  kind: 'deletion',
  minors: [],
  source: 'Camunda 8.6 docs, Self-Managed, operational guides: Backup and restore; no order is given there',
  stages: [
    {
      when: 'on-success',
      steps: [defineStep('delete-zeebe-backup', 'zeebe', 'Delete the Zeebe backup of every partition')],
    },
    {
      when: 'on-success',
      steps: [
        defineStep('delete-snapshots', 'records', 'Delete every snapshot of the set, by its exact name'),
      ],
    },
    {
      when: 'on-success',
      steps: [defineStep('check-deleted', 'records', 'Look whether anything of the set is left')],
    },
  ],
};
