/** Who made a call, as its User-Agent says. */
export interface Caller {
  readonly holder: string;
  readonly app: string;
  readonly runId: string;
  readonly backupId: number;
  readonly fence: number;
}

const FORM = /^holdfast \((([^@;]+)@[^;]*); run=([^;]+); backup=(\d+); fence=(\d+)\)$/;

/** Null for everybody who does not act for a run, the reconciler's own lift included. */
export function parseCaller(userAgent: string | null): Caller | null {
  const match = FORM.exec(userAgent ?? '');
  if (!match) return null;
  const [, holder = '', app = '', runId = '', backupId, fence] = match;
  return { holder, app, runId, backupId: Number(backupId), fence: Number(fence) };
}
