import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api } from '../support/api.ts';
import { WORKERS } from '../support/holdfast.ts';
import { Collector } from '../support/otlp.ts';
import { World } from '../support/world.ts';

let world: World;
let collector: Collector;
let api: Api;

beforeAll(async () => {
  collector = await Collector.start();
  world = await World.create(['a'], {
    standalone: false,
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint },
  });
  await Promise.all(WORKERS.map((app) => world.holdfast.start(app)));
  api = new Api(await world.holdfast.start('coordinator'));
});
afterAll(async () => {
  await world.close();
  await collector.stop();
});

describe('a run', () => {
  it('is one trace through the queues of all apps, and nothing else is traced', async () => {
    const { body } = await api.start('a');
    const run = await api.done('a', body.backupId);
    const names = run.steps.map(({ name }) => `holdfast.${name}`);
    const spans = await collector.until((all) =>
      names.every((name) => all.some((span) => span.name === name)),
    );
    const [root] = spans.filter(({ name }) => name === 'holdfast.run');
    expect(root).toMatchObject({
      service: 'holdfast-coordinator',
      attributes: { 'holdfast.cluster': 'a', 'holdfast.kind': 'backup' },
    });
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([root?.traceId]));
    for (const { name, component } of run.steps) {
      const passes = spans.filter((span) => span.name === `holdfast.${name}`);
      // The last one is passed once more by the root of the flow, which finds it done.
      expect(passes.map(({ attributes }) => attributes['holdfast.outcome'])).toContain('done');
      if (name !== 'resume-exporting')
        expect(new Set(passes.map(({ service }) => service))).toEqual(
          new Set([`holdfast-worker-${component}`]),
        );
    }
    const calls = spans.filter(({ attributes }) => attributes['holdfast.component'] === 'zeebe');
    expect(calls.map(({ name, attributes }) => `${name} ${String(attributes['url.path'])}`)).toEqual(
      expect.arrayContaining([
        'POST zeebe /actuator/exporting/pause',
        'POST zeebe /actuator/exporting/resume',
      ]),
    );
  });
});
