import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';

const BUCKET = 'zeebe-backup';
/** s3rver knows exactly this pair. */
const KEY = 'S3RVER';

/** An S3 store of the test's own, with one bucket, and what it holds as its own protocol tells it. */
export class S3Store {
  private readonly client: S3Client;

  private constructor(
    private readonly server: S3rver,
    private readonly directory: string,
    readonly endpoint: string,
  ) {
    this.client = new S3Client({
      endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: KEY, secretAccessKey: KEY },
    });
  }

  static async start(): Promise<S3Store> {
    const directory = mkdtempSync(join(tmpdir(), 'holdfast-s3-'));
    const server = new S3rver({
      address: '127.0.0.1',
      port: 0,
      silent: true,
      directory,
      configureBuckets: [{ name: BUCKET }],
    });
    const { port } = await server.run();
    return new S3Store(server, directory, `http://127.0.0.1:${port}`);
  }

  /** For the configuration of the simulator. */
  get access() {
    return { endpoint: this.endpoint, bucket: BUCKET, accessKey: KEY, secretKey: KEY };
  }

  async keys(prefix = ''): Promise<string[]> {
    const { Contents = [], IsTruncated } = await this.client.send(
      new ListObjectsV2Command({ Bucket: BUCKET, Prefix: prefix }),
    );
    if (IsTruncated) throw new Error(`more objects below ${prefix} than one answer lists`);
    return Contents.map(({ Key = '' }) => Key).sort();
  }

  async text(key: string): Promise<string> {
    const { Body } = await this.client.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
    return (await Body?.transformToString()) ?? '';
  }

  async put(key: string, text: string): Promise<void> {
    await this.client.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: text }));
  }

  async delete(keys: string[]): Promise<void> {
    for (const Key of keys) await this.client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key }));
  }

  async close(): Promise<void> {
    this.client.destroy();
    await this.server.close();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
