import {
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { S3Config } from '../../config/simulator.schema.ts';

export interface ObjectEntry {
  readonly key: string;
  /** Changes with the content. */
  readonly etag: string;
}

/** The objects of one bucket. Every method throws what the S3 client throws. */
export class BackupObjects {
  private readonly client: S3Client;

  constructor(private readonly config: S3Config) {
    const { endpoint, region, accessKey, secretKey } = config;
    this.client = new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
      // A bucket in front of the host name would need a DNS of its own.
      forcePathStyle: true,
      maxAttempts: 1,
    });
  }

  async put(key: string, body: string, contentType: string): Promise<void> {
    await this.client.send(
      new PutObjectCommand({ Bucket: this.config.bucket, Key: key, Body: body, ContentType: contentType }),
    );
  }

  async get(key: string): Promise<string> {
    const { Body } = await this.client.send(new GetObjectCommand({ Bucket: this.config.bucket, Key: key }));
    return (await Body?.transformToString()) ?? '';
  }

  async list(prefix = ''): Promise<ObjectEntry[]> {
    const entries: ObjectEntry[] = [];
    const pages = paginateListObjectsV2(
      { client: this.client },
      { Bucket: this.config.bucket, Prefix: prefix },
    );
    for await (const { Contents = [] } of pages) {
      entries.push(...Contents.map(({ Key = '', ETag = '' }) => ({ key: Key, etag: ETag })));
    }
    return entries;
  }

  /** One request for each: s3rver fails when one request names several objects of a folder. */
  async delete(keys: readonly string[]): Promise<void> {
    for (const Key of keys)
      await this.client.send(new DeleteObjectCommand({ Bucket: this.config.bucket, Key }));
  }

  close(): void {
    this.client.destroy();
  }
}
