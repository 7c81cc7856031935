/**
 * What began a run, and who asked for it. Only the code that begins a run sets the type, so that no name of a caller can
 * pass for another origin.
 * - `person`: a caller of the API, by the name of the token or account
 * - `schedule`: a planned time (`by` is null), or a person who triggered the schedule
 * - `retention`: a deletion that retention decided on; `by` says what asked for that retention run
 * - `unknown`: the record does not say
 */
export type RunOrigin =
  | { type: 'person'; by: string }
  | { type: 'schedule'; by: string | null; schedule: string }
  | { type: 'retention'; by: string }
  | { type: 'unknown'; by: null };

export const UNKNOWN_ORIGIN: RunOrigin = { type: 'unknown', by: null };

/** Reads an origin from a stored value. What is not one of the known shapes is `unknown`. Never throws. */
export function runOriginFrom(value: unknown): RunOrigin {
  if (typeof value !== 'object' || value === null) return UNKNOWN_ORIGIN;
  const { type, by, schedule } = value as Record<string, unknown>;
  if ((type === 'person' || type === 'retention') && typeof by === 'string') return { type, by };
  if (type === 'schedule' && typeof schedule === 'string' && (by === null || typeof by === 'string'))
    return { type, by, schedule };
  return UNKNOWN_ORIGIN;
}

/** The schedule that a run belongs to; null for any other run. */
export function scheduleOf(origin: RunOrigin): string | null {
  return origin.type === 'schedule' ? origin.schedule : null;
}

/**
 * Whether retention's rules decide on a deletion, as well as the protection that every set has. A person may delete what
 * the rules would keep; every other origin is bound by them, also one that cannot be read.
 */
export function isBoundByRetention({ type }: RunOrigin): boolean {
  return type !== 'person';
}

/** For people. */
export function runOriginText(origin: RunOrigin): string {
  switch (origin.type) {
    case 'person':
      return origin.by;
    case 'schedule':
      return `schedule ${origin.schedule}${origin.by === null ? '' : `, triggered by ${origin.by}`}`;
    case 'retention':
      return `retention (${origin.by})`;
    case 'unknown':
      return 'not known';
  }
}
