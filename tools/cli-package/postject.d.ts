/** It has no types of its own. */
declare module 'postject' {
  /** Writes a resource into an executable, in place. */
  export function inject(
    file: string,
    resource: string,
    content: Buffer,
    options: { sentinelFuse: string },
  ): Promise<void>;
}
