import { isLate } from '../http/call.ts';
import type { Answer, Call, Handler } from '../http/call.ts';
import { route } from '../http/router.ts';
import { compact, plainType } from '../management/spring.answers.ts';
import { clusterRoutes } from './cluster.routes.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import { indexWriteRoutes } from './index-write.routes.ts';
import { indexRoutes } from './index.routes.ts';
import { repositoryRoutes } from './repository.routes.ts';
import { restoreRoutes } from './restore.routes.ts';
import { searchRoutes } from './search.routes.ts';
import { snapshotRoutes } from './snapshot.routes.ts';

const versionedType = /application\/vnd\.elasticsearch\+json\s*;\s*compatible-with=(\d+)/;

const plainError = (status: number, error: string): Answer => ({
  status,
  contentType: plainType,
  body: compact({ error, status }),
});

const fallbacks = {
  notFound: (call: Call) =>
    plainError(400, `no handler found for uri [${call.path}] and method [${call.method}]`),
  methodNotAllowed: (call: Call, allowed: readonly string[]) => {
    const methods = [...new Set(allowed)].join(', ');
    const text = `Incorrect HTTP method for uri [${call.path}] and method [${call.method}], allowed: [${methods}]`;
    return { ...plainError(405, text), headers: { Allow: methods } };
  },
};

/** A body of another kind is refused before anything else is looked at. */
function unsupportedType(call: Call): Answer | undefined {
  const type = call.headers['content-type'];
  if (
    call.body === '' ||
    type === undefined ||
    /^application\/(vnd\.elasticsearch\+)?(x-nd)?json/.test(type)
  ) {
    return undefined;
  }
  return plainError(406, `Content-Type header [${type}] is not supported`);
}

/** Every answer names the product, without which the official client refuses to go on, and mirrors the version. */
function dress(answer: Answer, call: Call): Answer {
  const version = versionedType.exec(call.headers.accept ?? '')?.[1];
  const mirrored = answer.contentType === plainType && version !== undefined;
  return {
    ...answer,
    ...(mirrored ? { contentType: `application/vnd.elasticsearch+json;compatible-with=${version}` } : {}),
    headers: { 'X-elastic-product': 'Elasticsearch', ...answer.headers },
  };
}

export function elasticsearchListener(elasticsearch: ElasticsearchComponent): Handler {
  const routes = [
    ...clusterRoutes(elasticsearch),
    ...searchRoutes(elasticsearch),
    ...snapshotRoutes(elasticsearch),
    ...restoreRoutes(elasticsearch),
    ...repositoryRoutes(elasticsearch),
    ...indexRoutes(elasticsearch),
    ...indexWriteRoutes(elasticsearch),
  ];
  return (call) => {
    const answer = unsupportedType(call) ?? route(routes, fallbacks, call);
    return isLate(answer) ? answer.then((late) => dress(late, call)) : dress(answer, call);
  };
}
