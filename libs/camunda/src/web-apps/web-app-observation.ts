import { parsePartName, type BackupObservation, type PartName, type WebApp } from '#domain';
import { stateOf } from '../backup-state.ts';
import { shorten } from '../http/answers.ts';
import { earliestOf, objectOf, objectsOf, textOf, timeOf, type JsonObject } from '../http/json-fields.ts';

interface Part {
  name: PartName | null;
  state: BackupObservation['state'];
  failures: string[];
  startedAt: number | null;
}

/** Reads one backup of a web application: one snapshot per part, listed once it was started. Null without a state. */
export function observeWebAppBackup(app: WebApp, backupId: number, body: unknown): BackupObservation | null {
  const backup = objectOf(body);
  const word = textOf(backup?.['state']) ?? textOf(backup?.['status']);
  if (backup === null || word === null) return null;
  const parts = objectsOf(backup['details']).map(partOf);
  const total = parts.find((part) => part.name !== null)?.name?.of ?? null;
  const claimed = stateOf(word);
  const whole = isWhole(parts, app, backupId);
  const broken = parts.some((part) => part.state === 'failed');
  return {
    state: claimed !== 'completed' || whole ? claimed : broken ? 'failed' : 'incomplete',
    message: sayOf(word, backup, parts, total),
    done: parts.filter((part) => part.state === 'completed').length,
    total,
    startedAt: earliestOf(parts.map((part) => part.startedAt)),
  };
}

function partOf(detail: JsonObject): Part {
  return {
    name: parsePartName(textOf(detail['snapshotName']) ?? ''),
    state: stateOf(textOf(detail['state']) ?? 'UNKNOWN'),
    // null on OpenSearch, a list on Elasticsearch
    failures: Array.isArray(detail['failures']) ? detail['failures'].map(String) : [],
    startedAt: timeOf(detail['startTime']),
  };
}

/** Every part 1..n is there once, successful, of this id and of one version. */
function isWhole(parts: readonly Part[], app: WebApp, backupId: number): boolean {
  const first = parts[0]?.name;
  if (!first || parts.length !== first.of) return false;
  const numbers = new Set(parts.map((part) => part.name?.part));
  if (numbers.size !== first.of) return false;
  return parts.every(
    ({ name, state }) =>
      state === 'completed' &&
      name?.app === app &&
      name.backupId === backupId &&
      name.of === first.of &&
      name.part >= 1 &&
      name.part <= first.of &&
      name.version === first.version,
  );
}

function sayOf(word: string, backup: JsonObject, parts: readonly Part[], total: number | null): string {
  const reasons = [textOf(backup['failureReason']), ...parts.flatMap((part) => part.failures)].filter(
    (reason) => reason !== null,
  );
  if (reasons.length > 0) return shorten(`${word}, ${reasons.join('; ')}`);
  return total === null ? word : `${word}, part ${parts.length} of ${total}`;
}
