import type { Invariant } from './invariant.ts';

export const exportingAtRest: Invariant = {
  id: 'I1',
  title: 'at rest every partition exports',
  check: ({ state }) =>
    state.zeebe.replicas
      .filter(({ phase }) => phase !== 'EXPORTING')
      .map(({ partitionId, broker, phase }) => `partition ${partitionId} on broker ${broker} is ${phase}`),
};
