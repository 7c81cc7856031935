import type { CallOptions } from '#http';

/** One answer of a component as it is, for a support bundle. */
export interface Diagnostic {
  /** Of the file that keeps it, without its ending, for example `zeebe-cluster`. */
  name: string;
  path: string;
  /** @throws StepFailure when there is no whole answer */
  read(call?: CallOptions): Promise<{ status: number; body: unknown }>;
}
