import type { PartitionReplica } from './exporting.ts';

/** A position in the log of one partition, of all records or of those of one value type. */
export interface Position {
  partitionId: number;
  position: number;
}

/** Records of one value type, as the index name says: `process-instance`, `job`, ... */
export interface TypedPosition extends Position {
  valueType: string;
}

/** How far an importer has read the records of one value type. */
export interface ImportedPosition extends TypedPosition {
  /** It has read all that it ever will (8.8: what was exported before the update). */
  completed: boolean;
}

/** How far a web application has read the exported records. Null: it keeps no such index where we looked. */
export interface Importer {
  app: string;
  /** Must have read the records of every process instance; otherwise only what it has started to read counts. */
  required: boolean;
  positions: ImportedPosition[] | null;
}

/** What had happened when a run first looked: exporters and importers must get there before anything starts. */
export interface SettleTarget {
  /** Processed by each partition's leader. */
  processed: Position[];
  /** Exported, by partition and value type. */
  exported: TypedPosition[];
}

/** At rest, the exported position of a partition is one below or above the processed one (recorded on 8.6.0). */
const SLACK = 1;

/** Every importer reads this type, and every process instance writes it: records without a position were not read. */
const ALWAYS_IMPORTED = 'process-instance';

export function processedPositions(replicas: readonly PartitionReplica[]): Position[] {
  return leaders(replicas).flatMap(({ partitionId, processedPosition: position }) =>
    position === null ? [] : [{ partitionId, position }],
  );
}

/** @returns one sentence for each exporter that is behind the target */
export function exportersBehind(target: SettleTarget, replicas: readonly PartitionReplica[]): string[] {
  return target.processed.flatMap(({ partitionId, position }) => {
    const exported = leaders(replicas).find((each) => each.partitionId === partitionId)?.exportedPosition;
    if (exported === undefined || exported === null || exported >= position - SLACK) return [];
    return [`partition ${partitionId} exported up to ${exported} of ${position}`];
  });
}

/** The first few of many, for people. */
export function summaryOf(behind: readonly string[]): string {
  const more = behind.length > 2 ? `; and ${behind.length - 2} more` : '';
  return behind.slice(0, 2).join('; ') + more;
}

/** @returns one sentence for each importer that is behind the target */
export function importersBehind(target: SettleTarget, importers: readonly Importer[]): string[] {
  return importers.flatMap(({ app, required, positions }) => {
    if (positions === null) return [];
    return target.exported.flatMap(({ partitionId, valueType, position }) => {
      const read = positions.find((each) => each.partitionId === partitionId && each.valueType === valueType);
      // A type without a position is one that this application does not read, but for the one that all of them do.
      const isMissing = required && valueType === ALWAYS_IMPORTED;
      if (read ? read.completed || read.position >= position : !isMissing) return [];
      return [
        `${app} imported ${valueType} of partition ${partitionId} up to ${read?.position ?? 'nothing'} of ${position}`,
      ];
    });
  });
}

function leaders(replicas: readonly PartitionReplica[]): PartitionReplica[] {
  return replicas.filter((replica) => replica.role === 'LEADER');
}
