/** Names in the configuration: 1 to 63 of a-z, 0-9 and `-`, neither first nor last a `-`. */
export const PLAIN_NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
