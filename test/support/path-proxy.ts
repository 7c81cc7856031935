import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** One address for several servers, each behind a path, as a name server makes the pods of a StatefulSet reachable by number. */
export class PathProxy {
  private constructor(
    private readonly server: Server,
    private readonly behind: Map<string, string>,
  ) {}

  static async start(): Promise<PathProxy> {
    const behind = new Map<string, string>();
    const server = createServer((request, response) => forward(request, response, behind));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new PathProxy(server, behind);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** @param path such as `/broker-0` */
  add(path: string, url: string): void {
    this.behind.set(path, url);
  }

  async close(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }
}

function forward(request: IncomingMessage, response: ServerResponse, behind: Map<string, string>): void {
  const { method, url = '', headers } = request;
  const [path = ''] = /^\/[^/]*/.exec(url) ?? [];
  const target = behind.get(path);
  if (target === undefined) {
    // As a name that there is not, or a pod that is not there.
    response.destroy();
    return;
  }
  const onward = httpRequest(`${target}${url.slice(path.length)}`, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.once('error', () => response.destroy());
  request.pipe(onward);
}
