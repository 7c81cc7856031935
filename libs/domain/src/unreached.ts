/** Why no whole answer came from an address. */
export const CONNECTION_TROUBLES = ['unknown-host', 'refused', 'cut-off', 'silent', 'failed'] as const;
export type ConnectionTrouble = (typeof CONNECTION_TROUBLES)[number];

/** An address that gave no whole answer. */
export interface Unreached {
  /** Host and port, without login, path and query. */
  address: string;
  trouble: ConnectionTrouble;
}
