/**
 * Asked in the very tick in which a call leaves this process. It returns while the call may still be made, and throws
 * once it may not: then nothing is sent. It must be quick, and may be asked any number of times.
 */
export type Permit = () => void;
