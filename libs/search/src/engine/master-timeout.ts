/** Shorter than our own timeout, so that a cluster without a master says so instead of keeping us in the dark. */
export const MASTER_TIMEOUT = '5s';
