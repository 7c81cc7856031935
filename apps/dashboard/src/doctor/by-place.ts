import type { DoctorCheck } from '#contracts';

/** The checks of one cluster, or of Holdfast itself. */
export interface Place {
  cluster: string | null;
  /** The critical ones first. */
  wrong: DoctorCheck[];
  fine: DoctorCheck[];
}

const RANK = { critical: 0, warning: 1, ok: 2 } as const;

/** The places with the worst check first; among equals in the order of the report. Pure. */
export function byPlace(checks: readonly DoctorCheck[]): Place[] {
  const names = [...new Set(checks.map(({ cluster }) => cluster))];
  const places = names.map((cluster) => {
    const own = checks.filter((check) => check.cluster === cluster);
    return {
      cluster,
      wrong: own.filter(({ status }) => status !== 'ok').sort((a, b) => RANK[a.status] - RANK[b.status]),
      fine: own.filter(({ status }) => status === 'ok'),
    };
  });
  const rank = ({ wrong }: Place): number => RANK[wrong[0]?.status ?? 'ok'];
  return places.sort((a, b) => rank(a) - rank(b));
}
