import { APPS, type AppName } from '#contracts';

/** Coordinator and workers run apart, as in production. */
export { APPS, type AppName };

export const isApp = (name: string): name is AppName => (APPS as readonly string[]).includes(name);

/** Those that make exporting run again, whatever became of the run. */
export const RECONCILERS: readonly AppName[] = ['coordinator', 'worker-zeebe'];
