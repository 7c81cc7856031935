import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { describeTaken } from './components/check-ports.ts';
import { findPortOwner, listeningSockets, portIsFree } from './port-owner.ts';

describe('a port', () => {
  it('is taken while someone listens, and its owner can be named', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await portIsFree(port)).toBe(false);
    expect(findPortOwner(port)).toContain(`pid ${process.pid} `);
    server.close();
    await once(server, 'close');
    expect(await portIsFree(port)).toBe(true);
  });

  it('is not mistaken for one that is only connected to', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:23F0 00000000:0000 0A 00000000:00000000 00:00000000 00000000   999        0 4711 1',
      '   1: 0100007F:23F0 0100007F:D431 01 00000000:00000000 00:00000000 00000000   999        0 4712 1',
    ].join('\n');
    expect(listeningSockets(table, 9200)).toEqual(['4711']);
    expect(listeningSockets(table, 9201)).toEqual([]);
  });
});

describe('the report on taken ports', () => {
  it('says each owner once and what to do', () => {
    const report = describeTaken([
      ['9200 (elasticsearch)', 'pid 7 (java)'],
      ['4568 (s3)', 'the cluster in /srv/a'],
      ['9300 (elasticsearchTransport)', 'pid 7 (java)'],
    ]);
    expect(report.split('\n')).toEqual([
      'Ports 9200 (elasticsearch), 9300 (elasticsearchTransport): taken by pid 7 (java).',
      'Port 4568 (s3): taken by the cluster in /srv/a.',
      'End that process, or choose other ports with --port-base N (N and the 15 above it).',
    ]);
  });
});
