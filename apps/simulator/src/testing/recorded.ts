/**
 * Makes a recorded answer and a simulated one comparable, letter by letter: what differs from run to run
 * (times, ids, uuids, positions, ports) becomes a placeholder, all the rest has to be the same.
 */
export function blur(body: string | undefined, ...ids: readonly number[]): string {
  const withoutIds = ids.reduce((text, id) => text.replaceAll(String(id), '<id>'), body ?? '');
  return withoutIds
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(Z|\+00:00|\+0000)/g, '<time>$1')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>')
    .replace(/"(uuid|cluster_uuid)" ?: ?"[\w-]{22}"/g, '"$1":"<uuid>"')
    .replace(/\/[\w-]{22}(?=[,\]])/g, '/<uuid>')
    .replace(/"snapshotId":("\d+-1-\d+-\d+-0"|null)/g, '"snapshotId":"<snapshot>"')
    .replace(/_2026-\d\d-\d\d"/g, '_<day>"')
    .replace(/("\w*(?:[pP]osition|processedPositionInSnapshot|_in_millis)"):(-?\d+|null)/g, '$1:<number>');
}

/** A call to a real Camunda 8.6.0, and what it answered. */
export interface Recorded {
  readonly title: string;
  readonly request: string;
  readonly body?: string;
  readonly type?: string;
  readonly status: number;
  /** Absent: no content type. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent: no body. */
  readonly answer?: string;
}
