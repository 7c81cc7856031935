import { request } from 'node:https';

export interface KubeAnswer {
  status: number;
  body: Record<string, unknown>;
}

export interface KubeRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  /** Left out: JSON, and a merge patch for PATCH. */
  contentType?: string;
}

/** Sends plain requests to an API server, without a client that would hide what it answers. */
export class KubeClient {
  constructor(
    private readonly port: number,
    private readonly certificate: () => string,
    private readonly token: string,
  ) {}

  send({ method, path, body, contentType }: KubeRequest): Promise<KubeAnswer> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const json = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          ...{ host: '127.0.0.1', port: this.port, method, path, ca: this.certificate(), timeout: 20_000 },
          headers: {
            authorization: `Bearer ${this.token}`,
            ...(text !== '' && {
              'content-type': contentType ?? json,
              'content-length': Buffer.byteLength(text),
            }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, body: parsed(Buffer.concat(chunks).toString()) });
          });
        },
      );
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer within 20 s`)));
      sent.on('error', reject);
      sent.end(text);
    });
  }

  /** @throws Error unless the answer is a success */
  async ask<T>(asked: KubeRequest): Promise<T> {
    const { status, body } = await this.send(asked);
    if (status < 200 || status > 299)
      throw new Error(`${asked.method} ${asked.path}: ${status} ${JSON.stringify(body).slice(0, 600)}`);
    return body as T;
  }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { text };
  }
}
