import type { Component, StepComponent } from '../component.ts';
import type { Procedure, Stage, StepDefinition } from '../procedure-shape.ts';
import type { StepName } from '../step-name.ts';

export function defineStep(name: StepName, component: StepComponent, summary: string): StepDefinition {
  return { name, component, takes: null, needs: null, summary };
}

/** A step that takes one part of a set, from the component that the part is of. */
export function takePart(name: StepName, part: Component, summary: string): StepDefinition {
  return { name, component: part, takes: part, needs: part, summary };
}

/** A step that brings one part of a set back, or stops or starts the application that it is of. */
export function restorePart(name: StepName, part: Component, summary: string): StepDefinition {
  return { name, component: part, takes: null, needs: part, summary };
}

/** One step by itself: what follows it waits for it, and does not happen when it fails. */
export function alone(step: StepDefinition): Stage {
  return { when: 'on-success', steps: [step] };
}

/** Steps that run at the same time. */
export function together(...steps: StepDefinition[]): Stage {
  return { when: 'on-success', steps };
}

/** A step that runs whatever happened before it. */
export function always(step: StepDefinition): Stage {
  return { when: 'always', steps: [step] };
}

export const resumeExporting = always(
  defineStep('resume-exporting', 'zeebe', 'Resume exporting and read it back'),
);

export const pauseExporting = defineStep('pause-exporting', 'zeebe', 'Pause exporting on every partition');

export const deleteSnapshots = defineStep(
  'delete-snapshots',
  'records',
  'Delete every snapshot of the set, by its exact name',
);
export const checkDeleted = defineStep(
  'check-deleted',
  'records',
  'Look whether anything of the set is left',
);

/** Zeebe first: it is the one that may be down, and while nothing is deleted the set is still whole. */
export const deletion: Procedure = {
  name: 'delete-set',
  kind: 'deletion',
  source: 'Camunda 8.6 docs, Self-Managed, operational guides: Backup and restore; no order is given there',
  stages: [
    alone(defineStep('delete-zeebe-backup', 'zeebe', 'Delete the Zeebe backup of every partition')),
    alone(deleteSnapshots),
    alone(checkDeleted),
  ],
};

export const rehearseRestore = defineStep(
  'rehearse-restore',
  'records',
  'Restore a small index under another name, and delete it again',
);
export const deleteIndices = defineStep(
  'delete-indices',
  'records',
  'Delete the indices that the set will replace',
);
export const checkRestored = defineStep(
  'check-restored',
  'camunda',
  'Read back partitions, exporting and the number of documents',
);

export const seedTemplates = defineStep(
  'seed-templates',
  'camunda',
  'Make sure that the index templates exist: no snapshot holds them',
);
export const stopCamunda = defineStep(
  'stop-camunda',
  'camunda',
  'Stop every broker, gateway and web application',
);
export const restoreZeebe = restorePart(
  'restore-zeebe',
  'zeebe',
  'Restore every broker, on an empty data directory',
);
export const startCamunda = defineStep('start-camunda', 'camunda', 'Start everything');

/** A step that a cluster without this part has no use for. */
export function onlyWith(part: Component, step: StepDefinition): StepDefinition {
  return { ...step, needs: part };
}

/**
 * A rehearsal while everything still runs, for after it nothing has to be undone. Then templates exist, everything stopped,
 * indices deleted, every snapshot restored, then the Zeebe restore application once per broker. After a failure Camunda stays
 * stopped: on half of its data it would do harm.
 * @param snapshots the steps that restore snapshots, in their order
 */
export function restoreByApp(
  { name, source }: Pick<Procedure, 'name' | 'source'>,
  snapshots: readonly StepDefinition[],
): Procedure {
  const before = [rehearseRestore, seedTemplates, stopCamunda, deleteIndices];
  const after = [restoreZeebe, startCamunda, checkRestored];
  return { name, kind: 'restore', source, stages: [...before, ...snapshots, ...after].map(alone) };
}

/**
 * While the brokers run. A rehearsal; then the applications stop that would write into what is replaced, and the cluster enters
 * recovery mode, in which it processes and exports nothing and says whether it could restore the backup. Only then is the first
 * index deleted. The partitions come last, and their restore ends recovery mode. A cluster of which nothing was deleted leaves
 * recovery mode whatever happened; one with half of its data never does, but by a restore that completes.
 * @param stopped the applications that are processes of their own
 * @param snapshots the steps that restore snapshots, in their order
 */
export function restoreInProcess(
  { name, source }: Pick<Procedure, 'name' | 'source'>,
  stopped: { stop: readonly StepDefinition[]; start: readonly StepDefinition[] },
  snapshots: readonly StepDefinition[],
): Procedure {
  const steps = [
    rehearseRestore,
    ...stopped.stop,
    defineStep(
      'enter-recovery',
      'zeebe',
      'Put the cluster into recovery mode, and let it check that it could restore the backup',
    ),
    deleteIndices,
    ...snapshots,
    restorePart('restore-partitions', 'zeebe', 'Restore every partition of the running cluster'),
    ...stopped.start,
    checkRestored,
  ];
  const last = defineStep(
    'leave-recovery',
    'zeebe',
    'See that the cluster processes again; end recovery mode where nothing was deleted',
  );
  return { name, kind: 'restore', source, stages: [...steps.map(alone), always(last)] };
}

export const restoreOptimize = restorePart(
  'restore-optimize',
  'optimize',
  'Restore the snapshots of Optimize, without index blocks',
);
export const restoreRecords = restorePart(
  'restore-records',
  'records',
  'Restore the snapshot of the exported Zeebe records, without index blocks',
);
