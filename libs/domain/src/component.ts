/** The five stores whose parts make one backup set. A part is only usable with the other four of the same id. */
export const COMPONENTS = ['zeebe', 'operate', 'tasklist', 'optimize', 'records'] as const;
export type Component = (typeof COMPONENTS)[number];

/** Components that keep their own backup API in front of their snapshots (8.2–8.7). */
export const WEB_APPS = ['operate', 'tasklist', 'optimize'] as const;
export type WebApp = (typeof WEB_APPS)[number];
