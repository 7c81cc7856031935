import { reachInWords, StepFailure, type ExportingReach, type FailureDetail } from '#domain';

/** Exporting runs on every broker that can be reached; brokers that cannot may have a pause on their disks. */
export function exportingIncomplete(reach: ExportingReach): FailureDetail {
  const message = `exporting was resumed on every broker that can be reached, and not on all: ${reachInWords(reach)}. Bring the brokers back; what is left of the pause is then lifted.`;
  return StepFailure.permanent('exporting-incomplete', message, { component: 'zeebe' }).detail;
}
