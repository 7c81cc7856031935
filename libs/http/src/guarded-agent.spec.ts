import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GuardedAgents } from './guarded-agent.ts';

describe('guarded agents', () => {
  let server: Server;
  const arrived: string[] = [];
  let connections: number;

  beforeEach(async () => {
    arrived.length = 0;
    connections = 0;
    server = createServer((asked, answer) => {
      let body = '';
      asked.on('data', (data: Buffer) => (body += data.toString()));
      asked.on('end', () => {
        arrived.push(`${asked.method ?? ''} ${body}`);
        answer.end('done');
      });
    });
    server.on('connection', () => (connections += 1));
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  async function post(agents: GuardedAgents, ...pieces: string[]): Promise<number> {
    const { port } = server.address() as AddressInfo;
    const call = request({ host: '127.0.0.1', port, method: 'POST', agent: agents.http });
    for (const piece of pieces) call.write(piece);
    call.end();
    const [response] = (await once(call, 'response')) as [import('node:http').IncomingMessage];
    response.resume();
    return response.statusCode ?? 0;
  }

  it('send what is permitted, whole, over a new connection each time', async () => {
    const agents = new GuardedAgents(() => undefined);
    expect(await post(agents, 'one ', 'call')).toBe(200);
    expect(await post(agents, 'another')).toBe(200);
    expect(arrived).toEqual(['POST one call', 'POST another']);
    expect(connections).toBe(2);
    expect(agents.refusal).toBeNull();
  });

  it('send nothing of what is not, and know why', async () => {
    const why = new Error('too late');
    const agents = new GuardedAgents(() => {
      throw why;
    });
    await expect(post(agents, 'a call')).rejects.toThrow('too late');
    expect(agents.refusal).toBe(why);
    expect(arrived).toEqual([]);
  });

  it('ask only once the connection stands: what changes until then counts', async () => {
    let allowed = true;
    const agents = new GuardedAgents(() => {
      if (!allowed) throw new Error('too late');
    });
    const called = post(agents, 'a call');
    // In the same tick in which the call was made: no connection can stand yet.
    allowed = false;
    await expect(called).rejects.toThrow('too late');
    expect(arrived).toEqual([]);
  });

  it('report a server that is not there as it is', async () => {
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const agents = new GuardedAgents(() => undefined);
    const call = request({ host: '127.0.0.1', port, method: 'POST', agent: agents.http });
    call.end('a call');
    const [error] = (await once(call, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
    server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
});
