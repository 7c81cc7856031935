import { createHash, createHmac } from 'node:crypto';
import type { SignatureV4 } from '@smithy/signature-v4';
import type { SigV4 } from './connection.ts';

/** A request before it is signed. */
export interface Unsigned {
  url: URL;
  method: string;
  /** Path without query, escaped. */
  path: string;
  query: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
}

/** No signature could be made. The message has the remedy and no secret. */
export class SigningFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SigningFailure';
  }
}

/** Signs requests for AWS (Signature Version 4). What signs is loaded with the first request that needs it. */
export class RequestSigner {
  private signer: Promise<SignatureV4> | null = null;

  constructor(private readonly options: SigV4) {}

  /**
   * @returns all headers to send, the signature among them; the request must leave with just these, and as it is here
   * @throws SigningFailure where the environment has no credentials
   */
  async sign({ url, method, path, query, headers, body }: Unsigned): Promise<Record<string, string>> {
    this.signer ??= makeSigner(this.options);
    const signer = await this.signer;
    const request = {
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port !== '' && { port: Number(url.port) }),
      path,
      query: { ...query },
      headers: { ...headers, host: url.host },
      body,
    };
    try {
      const signed = await signer.sign(request);
      return signed.headers;
    } catch {
      // Its own error may quote where it looked, and what it found there.
      throw new SigningFailure(
        'no AWS credentials were found. Set auth.sigv4.accessKeyId and secretAccessKey, or give the process a role of its own.',
      );
    }
  }
}

async function makeSigner({ region, service, keys }: SigV4): Promise<SignatureV4> {
  const { SignatureV4: Signer } = await import('@smithy/signature-v4');
  return new Signer({ region, service, sha256: Sha256, credentials: await credentialsOf(keys) });
}

async function credentialsOf(keys: SigV4['keys']) {
  if (keys === undefined) return (await import('@aws-sdk/credential-provider-node')).defaultProvider();
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  return {
    accessKeyId,
    secretAccessKey: secretAccessKey.reveal(),
    ...(sessionToken !== undefined && { sessionToken: sessionToken.reveal() }),
  };
}

/** As the package wants its hash: SHA-256, keyed where a secret is given. */
class Sha256 {
  private readonly hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(bytesOf(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}
