import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { borrow, borrowedServer } from '../support/borrowed-elasticsearch.ts';

/** As much of a server as is asked: what it has, and what is changed. */
class MadeUpServer {
  readonly indices = ['kibana-sample', '.internal'];
  readonly repositories = ['nightly'];
  readonly templates = ['logs'];
  readonly changes: string[] = [];
  private readonly server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://server');
    if (request.method !== 'GET') this.changes.push(`${request.method} ${pathname}`);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(this.answer(pathname)));
  });

  async start(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(path: string): unknown {
    const named = (names: string[]) => Object.fromEntries(names.map((name) => [name, {}]));
    switch (path) {
      case '/_cat/indices':
        return this.indices.map((index) => ({ index }));
      case '/_index_template':
        return { index_templates: this.templates.map((name) => ({ name })) };
      case '/_component_template':
        return { component_templates: this.templates.map((name) => ({ name })) };
      case '/_template':
        return named(this.templates);
      case '/_snapshot':
        return named(this.repositories);
      default:
        return {};
    }
  }
}

let server: MadeUpServer;
let url: string;
beforeEach(async () => {
  server = new MadeUpServer();
  url = await server.start();
});
afterEach(() => server.close());

describe('an Elasticsearch that the tests did not start', () => {
  it('is named by its address together with a directory for snapshots', () => {
    expect(borrowedServer('ELASTICSEARCH', {})).toBeNull();
    expect(borrowedServer('ELASTICSEARCH', { HOLDFAST_ELASTICSEARCH_URL: '' })).toBeNull();
    expect(() => borrowedServer('ELASTICSEARCH', { HOLDFAST_ELASTICSEARCH_URL: url })).toThrow(
      'HOLDFAST_ELASTICSEARCH_REPOSITORY is not',
    );
    const both = {
      HOLDFAST_ELASTICSEARCH_URL: `${url}/`,
      HOLDFAST_ELASTICSEARCH_REPOSITORY: '/srv/snapshots',
    };
    expect(borrowedServer('ELASTICSEARCH', both)).toEqual({
      kind: 'ELASTICSEARCH',
      url,
      repository: '/srv/snapshots',
    });
  });

  it.each([
    ['indices', 'operate-list-view-8.3.0_'],
    ['indices', 'tasklist-task-8.5.0_'],
    ['indices', 'optimize-process-instance-a_v8'],
    ['indices', 'zeebe-record_job_8.6.0_2026-11-01'],
    ['templates', 'zeebe-record'],
    ['repositories', 'camunda'],
    ['repositories', 'contract'],
  ] as const)('is refused and left untouched when it has %s like %s', async (kind, name) => {
    server[kind].push(name);
    await expect(borrow({ kind: 'ELASTICSEARCH', url, repository: '/srv/snapshots' })).rejects.toThrow(
      new RegExp(`The server at ${url} .*: .*${name}.* left as it is`),
    );
    expect(server.changes).toEqual([]);
  });

  it('is returned without anything that the tests made, and with everything that it had', async () => {
    const borrowed = await borrow({ kind: 'ELASTICSEARCH', url, repository: '/srv/snapshots' });
    expect(borrowed.location).toMatch(/^\/srv\/snapshots\/holdfast-[0-9a-f-]{36}$/);
    expect(server.changes).toEqual([]);
    server.indices.push('operate-list-view-8.3.0_', 'contract-abc-index-1');
    server.templates.push('operate_template');
    server.repositories.push('contract');
    await borrowed.stop();
    expect(server.changes).toEqual([
      'DELETE /operate-list-view-8.3.0_',
      'DELETE /contract-abc-index-1',
      'DELETE /_index_template/operate_template',
      'DELETE /_component_template/operate_template',
      'DELETE /_template/operate_template',
      'DELETE /_snapshot/contract/*',
      'DELETE /_snapshot/contract',
    ]);
  });
});
