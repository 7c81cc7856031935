import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Paths of a certificate and its key. */
export interface Pair {
  cert: string;
  key: string;
}

/** A certificate authority of the test's own, by openssl. Its files live as long as the test. */
export class CertificateAuthority {
  private readonly directory = mkdtempSync(join(tmpdir(), 'holdfast-ca-'));
  private made = 0;

  constructor(name = 'the authority of this test') {
    this.openssl([
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', this.path('ca.key'), '-out', this.ca, '-days', '2', '-subj', `/CN=${name}`],
    ]);
  }

  /** Path of its own certificate. */
  get ca(): string {
    return this.path('ca.pem');
  }

  /** @param names as in `DNS:optimize.internal` or `IP:127.0.0.1` */
  issue(names: string, days = 2): Pair {
    this.made += 1;
    const [key, request, cert, extensions] = ['key', 'csr', 'pem', 'ext'].map((end) =>
      this.path(`${this.made}.${end}`),
    ) as [string, string, string, string];
    writeFileSync(extensions, `subjectAltName=${names}\n`);
    this.openssl([
      ...['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', key, '-out', request, '-subj', '/CN=test'],
    ]);
    this.openssl([
      ...['x509', '-req', '-in', request, '-CA', this.ca, '-CAkey', this.path('ca.key'), '-CAcreateserial'],
      ...['-out', cert, '-days', String(days), '-extfile', extensions],
    ]);
    return { cert, key };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  private path(name: string): string {
    return join(this.directory, name);
  }

  private openssl(words: string[]): void {
    execFileSync('openssl', words, { stdio: 'pipe' });
  }
}

export function contentOf({ cert, key }: Pair): Pair {
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}
