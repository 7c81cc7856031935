import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../config/load-config.ts';
import { startSimulator } from '../start-simulator.ts';
import type { Simulator } from '../start-simulator.ts';

const clusters = {
  early: { version: '8.1.9' },
  together: { version: '8.3.11' },
  separate: {},
  unified: { version: '8.8.3' },
  opensearch: { version: '8.9.2', secondaryStorage: 'opensearch' },
  rest: { version: '8.10.9' },
  relational: { version: '8.9.2', secondaryStorage: 'rdbms' },
  both: { version: '8.10.9', secondaryStorage: 'rdbms' },
};

describe('one simulator with clusters of all generations', () => {
  let simulator: Simulator;

  beforeAll(async () => {
    // The way of the program: what was read is given to the start.
    simulator = await startSimulator(loadConfig([], { SIMULATOR_CONFIG: JSON.stringify({ clusters }) }));
  });
  afterAll(() => simulator.close());

  it.each(Object.entries(clusters))('%s shows its version, and pauses and resumes', async (name, options) => {
    const version = 'version' in options ? options.version : '8.6.0';
    const url = simulator.clusters[name]?.zeebe ?? '';
    const info = (await (await fetch(`${url}/actuator/info`)).json()) as { build: { version: string } };
    expect(info.build.version).toBe(version);
    for (const [operation, phase] of [
      ['pause?soft=true', version === '8.1.9' ? 'PAUSED' : 'SOFT_PAUSED'],
      ['resume', 'EXPORTING'],
    ] as const) {
      const { ok } = await fetch(`${url}/actuator/exporting/${operation}`, { method: 'POST' });
      const phases = simulator.inspect(name).state.zeebe.replicas.map((replica) => replica.phase);
      expect([ok, phases]).toEqual([true, [phase, phase]]);
    }
  });

  it('has the addresses that each generation has', () => {
    const present = Object.entries(simulator.clusters).map(([name, urls]) => [
      name,
      Object.entries(urls).flatMap(([component, url]) =>
        url === '' || Array.isArray(url) ? [] : [component],
      ),
    ]);
    const separate = ['zeebe', 'operate', 'tasklist', 'optimize', 'elasticsearch'];
    const unified = ['zeebe', 'webapps', 'optimize', 'elasticsearch'];
    expect(Object.fromEntries(present)).toEqual({
      ...{ early: separate, together: separate, separate, unified, opensearch: unified },
      rest: ['zeebe', 'rest', 'webapps', 'optimize', 'elasticsearch'],
      ...{ relational: ['zeebe'], both: ['zeebe', 'rest'] },
    });
  });
});
