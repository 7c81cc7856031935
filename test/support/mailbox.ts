import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_SECONDS } from './patience.ts';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server on the loopback that keeps what it takes. */
export class Mailbox {
  readonly mails: string[] = [];
  private readonly server: SMTPServer;

  constructor(private readonly account: { user: string; password: string }) {
    this.server = new SMTPServer({
      authOptional: false,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      onAuth: ({ username, password }, _session, done) => {
        if (username === this.account.user && password === this.account.password)
          done(null, { user: username });
        else done(new Error('Invalid login'));
      },
      onData: (stream, _session, done) => {
        let mail = '';
        stream.on('data', (data: Buffer) => (mail += data.toString()));
        stream.on('end', () => {
          this.mails.push(mail);
          done();
        });
      },
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = this.server.server.address() as AddressInfo;
    const { user, password } = this.account;
    return `smtp://${user}:${password}@127.0.0.1:${port}`;
  }

  async until(count: number): Promise<string[]> {
    for (let tries = 0; tries < PATIENCE_SECONDS * 20 && this.mails.length < count; tries += 1)
      await sleep(50);
    return this.mails;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
