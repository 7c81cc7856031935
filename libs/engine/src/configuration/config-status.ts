/** Why the file of this process is not in force. */
export interface Refusal {
  /** ms since the epoch. */
  since: number;
  /** Each names the field and the remedy, and no secret. */
  problems: readonly string[];
}

/** What became of the file of this process. One for each process. */
export class ConfigStatus {
  /** When the configuration in force was taken up (ms since the epoch). */
  loadedAt = Date.now();
  /** Null while the file is in force. */
  refusal: Refusal | null = null;
}
