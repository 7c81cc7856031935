/** How much of the history of a cluster is kept. Both bounds hold: what is beyond either of them is trimmed. */
export interface HistoryKeep {
  /** How many runs are kept, of all kinds together. */
  count: number;
  /** How long after its end a run is kept (ms). */
  age: number;
}
