import type { BackedUp, FailureDetail, GenerationName, WebApp } from '#domain';
import { createCamundaClients } from '../create-camunda-clients.ts';
import { replay, type Recorded } from '../http/replay-server.spec-support.ts';
import { ID, UNKNOWN_ID, type BackupSituation, type BackupSubject } from './backup-api.contract.ts';

/** How one component of one generation is asked, and in which words it answers. */
export interface Wire {
  generation: GenerationName;
  component: BackedUp;
  /** `POST /path`, with the id where it is in the path. */
  trigger: (id: number) => string;
  /** Without method: of one backup. */
  one: (id: number) => string;
  /** Of all, with every query that is used. */
  lists: readonly string[];
  accepted: (id: number) => Recorded;
  running: unknown;
  completed: unknown;
  failed: unknown;
  partial: unknown;
  unknown: (id: number) => Recorded;
  /** A failure in the shape of the component. */
  fails: (status: number, text: string) => Recorded;
  /** HTTP status and text of each refusal; left out where the component cannot be so. */
  usedId?: [number, string];
  lowerId?: [number, string];
  busy?: [number, string];
  noStore?: [number, string];
  storeDown?: [number, string];
  storeDownMeans?: FailureDetail['code'];
}

const BROKEN: Recorded = { status: 200, body: '{"backupId": 1795' };
const ok = (body: unknown): Recorded => ({ body });

type Script = Record<string, Recorded | Recorded[]>;

/** The answers of a component to every call, in each situation. */
function scriptOf(wire: Wire, situation: BackupSituation): Script {
  const get = (id: number): string => `GET ${wire.one(id)}`;
  const refuses = (refusal: [number, string] | undefined): Recorded =>
    refusal === undefined ? { status: 404 } : wire.fails(...refusal);
  const everywhere = (answer: Recorded): Script => ({
    [wire.trigger(ID)]: answer,
    [wire.trigger(UNKNOWN_ID)]: answer,
    [get(ID)]: answer,
    ...Object.fromEntries(wire.lists.map((path) => [`GET ${path}`, answer])),
  });
  const removal = {
    [`DELETE ${wire.one(ID)}`]: { status: 204 },
    [`DELETE ${wire.one(UNKNOWN_ID)}`]: { status: 204 },
  };
  const scripts: Record<BackupSituation, () => Script> = {
    fresh: () => ({
      [get(ID)]: [wire.unknown(ID), wire.unknown(ID), ok(wire.running), ok(wire.completed)],
      [wire.trigger(ID)]: wire.accepted(ID),
    }),
    endless: () => ({
      [get(ID)]: [wire.unknown(ID), ok(wire.running)],
      [wire.trigger(ID)]: wire.accepted(ID),
    }),
    taken: () => ({
      [get(ID)]: ok(wire.completed),
      [get(UNKNOWN_ID)]: wire.unknown(UNKNOWN_ID),
      // With the id in the path, both are paths of their own; else the only one refuses both.
      [wire.trigger(ID - 1)]: refuses(wire.lowerId),
      [wire.trigger(ID)]: refuses(wire.usedId),
      ...Object.fromEntries(wire.lists.map((path) => [`GET ${path}`, ok([wire.completed])])),
    }),
    deletable: () => ({ [get(ID)]: [ok(wire.completed), ok(wire.completed), wire.unknown(ID)], ...removal }),
    busy: () => ({ [wire.trigger(UNKNOWN_ID)]: refuses(wire.busy) }),
    noStore: () => everywhere(refuses(wire.noStore)),
    storeDown: () => everywhere(refuses(wire.storeDown)),
    failed: () => ({ [get(ID)]: ok(wire.failed) }),
    partial: () => ({ [get(ID)]: ok(wire.partial) }),
    broken: () => everywhere(BROKEN),
    down: () => ({}),
  };
  return scripts[situation]();
}

/** A component that a small HTTP server plays, with the clients of its generation in front. */
export function scripted(wire: Wire, without: readonly BackupSituation[] = []): BackupSubject {
  return {
    partitions: wire.component === 'zeebe' ? 2 : null,
    without,
    ...(wire.storeDownMeans && { storeDown: wire.storeDownMeans }),
    connect: async (situation) => {
      const server = await replay(scriptOf(wire, situation));
      if (situation === 'down') await server.close();
      const management = { management: server.url };
      const unified = ['8.8', '8.10', 'rdbms'].includes(wire.generation);
      const clients = createCamundaClients({
        generation: wire.generation,
        zeebe: management,
        ...(unified ? { webapps: management } : {}),
        ...(wire.component !== 'zeebe' && { [wire.component]: management }),
        ...(wire.generation === '8.10' && { rest: { url: server.url } }),
      });
      const api = clients.backups[wire.component];
      if (!api) throw new Error(`${wire.generation} has no ${wire.component}`);
      return { api, asked: () => server.asked.length, close: () => server.close() };
    },
  };
}

/** A backup of two partitions, in the field names of 8.2 and later. */
export function partitionsIn(
  state: string,
  states: readonly [string, string],
  more: Record<string, unknown> = {},
): unknown {
  const details = states.map((each, index) => ({
    partitionId: index + 1,
    state: each,
    ...(each === 'FAILED' && { failureReason: 'Backup is cancelled due to leader change.' }),
    ...(each === 'COMPLETED' && { checkpointPosition: 3610 + index, brokerVersion: '8.6.0' }),
    createdAt: '2026-11-23T05:57:28.871235468Z',
  }));
  return { backupId: ID, state, details, ...more };
}

/** A backup of one snapshot per word. */
export function snapshotsIn(app: WebApp, state: string, words: readonly string[], of = 2): unknown {
  const details = words.map((word, index) => ({
    snapshotName: `camunda_${app}_${ID}_8.6.0_part_${index + 1}_of_${of}`,
    state: word,
    startTime: '2026-11-23T05:56:57.409+0000',
    failures: [],
  }));
  return { backupId: ID, state, failureReason: null, details };
}
