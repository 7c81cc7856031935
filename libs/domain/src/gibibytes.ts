/** Binary, as brokers and Elasticsearch count: `1.5 GiB`. Pure. */
export function inGibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
