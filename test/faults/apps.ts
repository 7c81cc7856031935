/** The processes of a deployment; coordinator and workers apart, as in production. */
export const APPS = [
  'coordinator',
  'worker-zeebe',
  'worker-operate',
  'worker-tasklist',
  'worker-optimize',
  'worker-records',
] as const;
export type AppName = (typeof APPS)[number];

export const isApp = (name: string): name is AppName => (APPS as readonly string[]).includes(name);

/** Those that make exporting run again, whatever became of the run. */
export const RECONCILERS: readonly AppName[] = ['coordinator', 'worker-zeebe'];
