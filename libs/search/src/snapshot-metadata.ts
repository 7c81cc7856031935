import { StepFailure } from '#domain';

/** "must be smaller than 1024 bytes" says Elasticsearch 8.16, and takes 1024. */
const MAX_BYTES = 1_024;

/** The size by which Elasticsearch judges: that of the JSON as it writes it, with characters beyond the BMP escaped. */
export function metadataBytes(metadata: Record<string, unknown>): number {
  const json = JSON.stringify(metadata).replace(/[\u{10000}-\u{10ffff}]/gu, '\\uD800\\uDC00');
  return Buffer.byteLength(json);
}

/** Whether Elasticsearch keeps the metadata. */
export function isSmallMetadata(metadata: Record<string, unknown>): boolean {
  return metadataBytes(metadata) <= MAX_BYTES;
}

/** @throws StepFailure refused when Elasticsearch would not keep the metadata */
export function requireSmallMetadata(metadata: Record<string, unknown>): void {
  if (isSmallMetadata(metadata)) return;
  const message = `The metadata of a snapshot has ${metadataBytes(metadata)} bytes; Elasticsearch keeps at most ${MAX_BYTES}. Put less into it.`;
  throw StepFailure.permanent('refused', message, { component: 'records' });
}
