import type { S3Client } from '@aws-sdk/client-s3';
import type { S3Config } from '../../config/simulator.schema.ts';

export interface ObjectEntry {
  readonly key: string;
  /** Changes with the content. */
  readonly etag: string;
}

/** Only loaded where a bucket is configured: the client is large, and a production install is without it. */
const loadSdk = () => import('@aws-sdk/client-s3');

/** The objects of one bucket. Every method throws what the S3 client throws. */
export class BackupObjects {
  private readonly bucket: string;
  private connection: Promise<S3Client> | undefined;

  /** Connects with the first request. */
  constructor(private readonly config: S3Config) {
    this.bucket = config.bucket;
  }

  async put(key: string, body: string, contentType: string): Promise<void> {
    const { PutObjectCommand } = await loadSdk();
    const order = { Bucket: this.bucket, Key: key, Body: body, ContentType: contentType };
    await (await this.client()).send(new PutObjectCommand(order));
  }

  async get(key: string): Promise<string> {
    const { GetObjectCommand } = await loadSdk();
    const client = await this.client();
    const { Body } = await client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
    return (await Body?.transformToString()) ?? '';
  }

  async list(prefix = ''): Promise<ObjectEntry[]> {
    const { paginateListObjectsV2 } = await loadSdk();
    const entries: ObjectEntry[] = [];
    const query = { Bucket: this.bucket, Prefix: prefix };
    for await (const { Contents = [] } of paginateListObjectsV2({ client: await this.client() }, query))
      entries.push(...Contents.map(({ Key = '', ETag = '' }) => ({ key: Key, etag: ETag })));
    return entries;
  }

  /** One request for each: s3rver fails when one request names several objects of a folder. */
  async delete(keys: readonly string[]): Promise<void> {
    const { DeleteObjectCommand } = await loadSdk();
    const client = await this.client();
    for (const Key of keys) await client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key }));
  }

  async close(): Promise<void> {
    (await this.connection)?.destroy();
  }

  private client(): Promise<S3Client> {
    this.connection ??= this.connect();
    return this.connection;
  }

  private async connect(): Promise<S3Client> {
    const { S3Client } = await loadSdk();
    const { endpoint, region, accessKey, secretKey } = this.config;
    return new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
      // A bucket in front of the host name would need a DNS of its own.
      forcePathStyle: true,
      maxAttempts: 1,
    });
  }
}
