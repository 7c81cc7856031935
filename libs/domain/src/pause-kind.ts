import type { ExportingState } from './exporting.ts';
import { hasSoftPause, parseVersion } from './version.ts';

/**
 * - `soft`: records are exported, their positions are not acknowledged
 * - `hard`: nothing is exported. The only one before 8.2.27, 8.3.11, 8.4.7 and 8.5.1 (Camunda issue 19410). Never meets a
 *   soft one on a cluster: a broker cannot start with both in its pause file (recorded on 8.6.0).
 */
export type PauseKind = 'soft' | 'hard';

/** The only kind of pause that a version of Zeebe may be asked for. A version that is not known pauses softly. Pure. */
export function pauseKindOf(version: string | null | undefined): PauseKind {
  const parsed = version === null || version === undefined ? null : parseVersion(version);
  return parsed === null || hasSoftPause(parsed) ? 'soft' : 'hard';
}

/** What exporting shows while a pause of a kind holds. Pure. */
export function heldState(kind: PauseKind): ExportingState {
  return kind === 'soft' ? 'softPaused' : 'paused';
}
