/** Restores a running cluster (8.10). */
export interface RestoreApi {
  readonly component: 'zeebe';
}
