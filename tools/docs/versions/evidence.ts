/** How it is known that a version is backed up and restored, from the strongest to the weakest. */
export const EVIDENCE = {
  measured: 'measured',
  recorded: 'recorded',
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

/** Backed up and restored by test/versions: in memory, and on a real Elasticsearch and OpenSearch. */
const TRIED = { elasticsearch: 'real-engine', opensearch: 'real-engine', maintainedUntil: null } as const;
const UNTRIED = { elasticsearch: 'documented', opensearch: 'documented', maintainedUntil: null } as const;

/**
 * By minor of Camunda 8. `measured` takes test/e2e on a real cluster, `recorded` a file of test/recordings, `real-engine`
 * test/versions or test/stores with a real engine, `simulated` test/versions in memory, or test/integration on a relational
 * database; `documented` is what no test runs.
 */
export const VERSION_EVIDENCE: Readonly<Record<number, VersionEvidence>> = {
  1: TRIED,
  2: TRIED,
  3: TRIED,
  4: TRIED,
  5: UNTRIED,
  6: { ...TRIED, elasticsearch: 'measured' },
  7: UNTRIED,
  8: { ...TRIED, maintainedUntil: '2027-04-13' },
  9: { ...TRIED, relational: 'simulated', maintainedUntil: '2027-10-12' },
  10: { ...TRIED, relational: 'simulated', maintainedUntil: '2028-04-11' },
};

/** What a kept recording proves, next to what its file is called. */
export interface KeptRecording {
  file: string;
  version: string;
  engine: 'elasticsearch' | 'opensearch';
  /** Answers that were not as expected when it was made. */
  differs: number;
}

/** What is wrong with the kept recordings: each is named after its version, and every answer was as expected. Pure. */
export function recordingProblems(recordings: readonly KeptRecording[]): string[] {
  return recordings.flatMap(({ file, version, differs }) => [
    ...(file === `camunda-${version}.json`
      ? []
      : [`${file} is of ${version}: call it camunda-${version}.json`]),
    ...(differs === 0 ? [] : [`${file} has ${differs} answers that differ`]),
  ]);
}

/**
 * Minors that are called recorded on an engine without a recording of a cluster that uses it. Pure.
 * @returns for example `8.9 with opensearch`
 */
export function lackingRecordings(
  evidence: Readonly<Record<number, VersionEvidence>>,
  recordings: readonly KeptRecording[],
): string[] {
  return (['elasticsearch', 'opensearch'] as const).flatMap((engine) =>
    Object.entries(evidence)
      .filter(([, each]) => each[engine] === 'recorded')
      .filter(
        ([minor]) =>
          !recordings.some((each) => each.engine === engine && each.version.startsWith(`8.${minor}.`)),
      )
      .map(([minor]) => `8.${minor} with ${engine}`),
  );
}
