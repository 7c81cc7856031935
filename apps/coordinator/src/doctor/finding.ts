import type { DoctorCheck, DoctorStatus } from '#contracts';
import type { PreflightCheck } from '#domain';

/** What a check is about. */
export type About = Pick<DoctorCheck, 'cluster' | 'name' | 'component'>;

export function fine(about: About, message: string): DoctorCheck {
  return { ...about, status: 'ok', message, remedy: null };
}

export function wrong(
  about: About,
  finding: { status: Exclude<DoctorStatus, 'ok'>; message: string; remedy: string },
): DoctorCheck {
  return { ...about, ...finding };
}

/** A check of a preflight: one that fails would have a backup rejected, or let it wait for what passes by itself. */
export function fromPreflight(
  cluster: string,
  { name, component, ok, passing, message, remedy }: PreflightCheck,
): DoctorCheck {
  return {
    cluster,
    name,
    component,
    status: ok ? 'ok' : passing === undefined ? 'critical' : 'warning',
    message,
    remedy,
  };
}

/** Does a look; when it cannot be done, that is what was found. */
export async function looked(
  about: About,
  look: () => Promise<DoctorCheck | DoctorCheck[]>,
  remedy: string,
): Promise<DoctorCheck[]> {
  try {
    return [await look()].flat();
  } catch (error) {
    return [wrong(about, { status: 'critical', message: (error as Error).message, remedy })];
  }
}

/** The worst of all. */
export function worstOf(checks: readonly Pick<DoctorCheck, 'status'>[]): DoctorStatus {
  if (checks.some(({ status }) => status === 'critical')) return 'critical';
  return checks.some(({ status }) => status === 'warning') ? 'warning' : 'ok';
}
