/** The largest size that is still accepted, whatever the error text claims. */
export const metadataLimit = 1_024;

/** In JSON, which Elasticsearch writes with an escape for each half of a character beyond the BMP. */
export const metadataBytes = (metadata: unknown): number =>
  metadata === undefined
    ? 0
    : Buffer.byteLength(JSON.stringify(metadata).replace(/[\u{10000}-\u{10ffff}]/gu, '\\ud800\\udc00'));
