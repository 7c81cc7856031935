/** How it is known that a version is backed up and restored, from the strongest to the weakest. */
export const EVIDENCE = {
  measured: 'measured',
  'real-engine': 'simulated Camunda, real engine',
  simulated: 'simulated',
  documented: 'documented',
} as const;
export type Evidence = keyof typeof EVIDENCE;

export interface VersionEvidence {
  elasticsearch: Evidence;
  opensearch: Evidence;
  /** On a relational database, from 8.9 on. */
  relational?: Evidence;
  /** The last day on which the vendor maintains it (docs.camunda.io, release policy); null for one that has ended. */
  maintainedUntil: string | null;
}

const ENDED = { elasticsearch: 'simulated', opensearch: 'documented', maintainedUntil: null } as const;

/**
 * By minor of Camunda 8. `measured` takes test/e2e on a real cluster, `real-engine` test/stores, `simulated` test/versions;
 * `documented` is what no test runs.
 */
export const VERSION_EVIDENCE: Readonly<Record<number, VersionEvidence>> = {
  1: ENDED,
  2: ENDED,
  3: ENDED,
  4: ENDED,
  5: { ...ENDED, elasticsearch: 'documented' },
  6: { ...ENDED, elasticsearch: 'measured', opensearch: 'real-engine' },
  7: { ...ENDED, elasticsearch: 'documented' },
  8: { ...ENDED, maintainedUntil: '2027-04-13' },
  9: { ...ENDED, relational: 'simulated', maintainedUntil: '2027-10-12' },
  10: { ...ENDED, relational: 'simulated', maintainedUntil: '2028-04-11' },
};
