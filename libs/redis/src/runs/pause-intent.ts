import { UnreadableRecord, unversioned, versioned, type RunName } from '#domain';

/** Written before a pause is asked for; removed once exporting was seen running again. */
export interface PauseIntent extends RunName {
  runId: string;
  fence: number;
  /** ms since the epoch: until then the pause is owned by the run. */
  deadline: number;
}

export function pauseText(intent: PauseIntent): string {
  return JSON.stringify(versioned('pause', intent));
}

/** Version 0 differs in nothing but the missing version. @throws UnreadableRecord */
export function readPause(cluster: string, text: string): PauseIntent {
  const { version, value } = unversioned('pause', recordName(cluster), JSON.parse(text));
  // Before runs had a number, a pause named a backup.
  if (version === 0 && value['number'] === undefined) throw unreadablePause(cluster, undefined);
  return value as unknown as PauseIntent;
}

/** @param found its version as it is stored */
export function unreadablePause(cluster: string, found: unknown): UnreadableRecord {
  return new UnreadableRecord('pause', recordName(cluster), found);
}

/** What a person calls it. */
function recordName(cluster: string): string {
  return `the pause of cluster "${cluster}"`;
}
