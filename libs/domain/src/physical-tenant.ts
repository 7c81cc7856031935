/** The physical tenant (8.10) that every cluster has, and that is meant where none is named. */
export const DEFAULT_TENANT = 'default';
