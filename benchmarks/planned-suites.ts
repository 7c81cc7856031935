import type { Suite } from './figures.ts';
import { byHandSuite } from './suites/by-hand.ts';
import { byHandStoresSuite } from './suites/by-hand-stores.ts';
import { dashboardSuite } from './suites/dashboard.ts';
import { footprintSuite } from './suites/footprint.ts';
import { idleSuite } from './suites/idle.ts';
import { largeSuite } from './suites/large.ts';
import { manySuite } from './suites/many.ts';
import { recoverySuite } from './suites/recovery.ts';

export interface PlannedSuite {
  suite: Suite;
  /** About how long it takes on two cores with nothing else on them. */
  minutes: number;
  /** Why it runs only when it is named. */
  onlyByName?: string;
}

export const SUITES: readonly PlannedSuite[] = [
  { suite: byHandSuite, minutes: 4 },
  { suite: manySuite, minutes: 3 },
  { suite: recoverySuite, minutes: 3 },
  { suite: largeSuite, minutes: 3 },
  { suite: footprintSuite, minutes: 3 },
  { suite: idleSuite, minutes: 3 },
  { suite: dashboardSuite, minutes: 5, onlyByName: 'it needs Chromium' },
  {
    suite: byHandStoresSuite,
    minutes: 3,
    onlyByName: 'it starts a real Elasticsearch, and fetches 826 MB for it where there is none',
  },
];
