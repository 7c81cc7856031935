/** The package has no types of its own; this much of it is used. */
declare module 's3rver' {
  export default class S3rver {
    constructor(options: {
      address: string;
      /** 0: any that is free. */
      port: number;
      silent: boolean;
      directory: string;
      configureBuckets: { name: string }[];
    });
    run(): Promise<{ address: string; port: number }>;
    close(): Promise<void>;
  }
}
