import type { Client } from '@elastic/elasticsearch';
import { describe, expect, it } from '@jest/globals';
import { ProcessEngine } from '../engine/process-engine.ts';
import { partitionsWithLogs } from '../testing/record-logs.fake.ts';
import { Exporter } from './exporter.ts';

/** One partition on one broker, and an exporter whose bulk requests do `meanwhile` before they are answered. */
function exporting() {
  const setting = partitionsWithLogs({ brokers: 1, partitions: 1 });
  const { context, partitions, logs, state } = setting;
  const [partition] = state.zeebe.partitions;
  if (partition === undefined) throw new Error('there is no partition');
  const written: string[] = [];
  const during = { meanwhile: (): void => undefined };
  const elasticsearch = {
    indices: { putIndexTemplate: () => Promise.resolve() },
    bulk: ({ operations }: { operations: { index?: { _id: string } }[] }) => {
      written.push(...operations.flatMap(({ index }) => index?._id ?? []));
      during.meanwhile();
      return Promise.resolve({ errors: false, items: [] });
    },
  } as unknown as Client;
  const engine = new ProcessEngine(context, partitions, logs);
  const exporter = new Exporter(context, elasticsearch, { partitions, logs });
  return { ...setting, partition, engine, exporter, written, during };
}

describe('the exporter', () => {
  it('writes every record under its partition and position, and acknowledges it', async () => {
    const { engine, exporter, partition, written } = exporting();
    engine.start({ request: 1 });
    await exporter.round();
    expect(written).toEqual(Array.from({ length: partition.processedPosition }, (_, n) => `1-${n + 1}`));
    expect(partition.exportedPosition).toBe(partition.processedPosition);
  });

  it('writes and does not acknowledge what a soft pause finds under way, until exporting runs again', async () => {
    const { engine, exporter, partition, state, during } = exporting();
    const [replica] = state.zeebe.replicas;
    engine.start({});
    during.meanwhile = () => Object.assign(replica ?? {}, { phase: 'SOFT_PAUSED', acknowledging: false });
    await exporter.round();
    expect(partition.exportedPosition).toBe(-1);
    Object.assign(replica ?? {}, { phase: 'EXPORTING', acknowledging: true });
    await exporter.round();
    expect(partition.exportedPosition).toBe(partition.processedPosition);
  });

  it('acknowledges nothing of a partition that was wiped while it wrote, and exports its new log from the start', async () => {
    const { engine, exporter, logs, partition, written, during } = exporting();
    engine.start({ request: 1 });
    during.meanwhile = () => {
      Object.assign(partition, { processedPosition: -1, exportedPosition: -1 });
      logs.clear(partition);
    };
    await exporter.round();
    expect(partition.exportedPosition).toBe(-1);

    during.meanwhile = () => undefined;
    written.length = 0;
    await exporter.round();
    expect(written[0]).toBe('1-1');
    expect(partition.exportedPosition).toBe(partition.processedPosition);
  });

  it('acknowledges nothing of a broker that was stopped while it wrote', async () => {
    const { engine, exporter, partition, state, during } = exporting();
    engine.start({});
    during.meanwhile = () => state.stopped.push('broker-0');
    await exporter.round();
    expect(partition.exportedPosition).toBe(-1);
  });
});
