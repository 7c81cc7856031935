/** Holdfast's own spans start with it, and only they start a trace. */
export const SPAN_PREFIX = 'holdfast.';
