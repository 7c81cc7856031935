export interface TestElasticsearch {
  url: string;
  /** A directory that the server may keep a snapshot repository in; a path of the server's. */
  location: string;
  stop(): Promise<void>;
}
