/** Who made a call, from its User-Agent. */
export interface Caller {
  readonly holder: string;
  readonly app: string;
  readonly kind: string;
  readonly number: number;
  readonly runId: string;
  readonly fence: number;
}

const FORM = /^holdfast \((([^@;]+)@[^;]*); (backup|restore|deletion) (\d+); run=([^;]+); fence=(\d+)\)$/;

/** Null for every caller that does not act for a run, also for the reconciler when it lifts a pause itself. */
export function parseCaller(userAgent: string | null): Caller | null {
  const match = FORM.exec(userAgent ?? '');
  if (!match) return null;
  const [, holder = '', app = '', kind = '', number, runId = '', fence] = match;
  return { holder, app, kind, number: Number(number), runId, fence: Number(fence) };
}
