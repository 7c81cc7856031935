import type { ExporterPhase } from './zeebe.state.ts';

/** Writes over the beginning and leaves the rest, which is how 8.6.0 spoils the file when soft turns into hard. */
export function writePauseFile(content: string | null, phase: ExporterPhase): string | null {
  if (phase === 'EXPORTING') return null;
  return phase + (content ?? '').slice(phase.length);
}

/** The phase a broker takes up at its start, or undefined when it cannot read the file. */
export function readPauseFile(content: string | null): ExporterPhase | undefined {
  if (content === null) return 'EXPORTING';
  return content === 'PAUSED' || content === 'SOFT_PAUSED' ? content : undefined;
}
