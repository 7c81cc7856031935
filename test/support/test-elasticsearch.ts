export interface TestElasticsearch {
  url: string;
  /** A directory that the server may keep a snapshot repository in; a path of the server's. */
  location: string;
  /** Sent with every request of `ask`, where the server has a login. */
  headers?: Record<string, string>;
  stop(): Promise<void>;
}
