import { isLate } from '../http/call.ts';
import type { Answer, Call, Handler } from '../http/call.ts';
import { route } from '../http/router.ts';
import { compact, plainType } from '../management/spring.answers.ts';
import { clusterRoutes } from './cluster.routes.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import { elasticError } from './elasticsearch.errors.ts';
import { indexWriteRoutes } from './index-write.routes.ts';
import { filterPath } from './filter-path.ts';
import { indexRoutes } from './index.routes.ts';
import { recoveryRoutes } from './recovery.routes.ts';
import { lifecycleRoutes } from './lifecycle.routes.ts';
import { repositoryRoutes } from './repository.routes.ts';
import { restoreRoutes } from './restore.routes.ts';
import { searchRoutes } from './search.routes.ts';
import { settingsRoutes } from './settings.routes.ts';
import { snapshotRoutes } from './snapshot.routes.ts';
import { templateRoutes } from './template.routes.ts';

const versionedType = /application\/vnd\.elasticsearch\+json\s*;\s*compatible-with=(\d+)/;

const longestLine = 4_096;

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

/** The method and the protocol count as well. */
function tooLong(call: Call): Answer | undefined {
  const length = Buffer.byteLength(`${call.method} ${call.path} HTTP/1.1`);
  if (length <= longestLine) return undefined;
  const reason = `An HTTP line is larger than ${longestLine} bytes.`;
  return elasticError(400, { type: 'too_long_http_line_exception', reason });
}

/** Every answer names the product, without which the official client refuses to continue, and mirrors the version. */
function dress(answer: Answer, call: Call): Answer {
  const version = versionedType.exec(call.headers.accept ?? '')?.[1];
  const mirrored = answer.contentType === plainType && version !== undefined;
  const filter = call.query.get('filter_path');
  const { body } = answer;
  // An error is sent in full, whatever fields were requested.
  const readable = answer.contentType === plainType && answer.status < 400;
  return {
    ...answer,
    ...(readable && filter !== null && body !== undefined ? { body: filterPath(body, filter) } : {}),
    ...(mirrored ? { contentType: `application/vnd.elasticsearch+json;compatible-with=${version}` } : {}),
    headers: { 'X-elastic-product': 'Elasticsearch', ...answer.headers },
  };
}

export function elasticsearchListener(elasticsearch: ElasticsearchComponent): Handler {
  const routes = [
    ...clusterRoutes(elasticsearch),
    ...settingsRoutes(elasticsearch),
    ...lifecycleRoutes(elasticsearch),
    ...searchRoutes(elasticsearch),
    ...snapshotRoutes(elasticsearch),
    ...restoreRoutes(elasticsearch),
    ...recoveryRoutes(elasticsearch),
    ...templateRoutes(elasticsearch),
    ...repositoryRoutes(elasticsearch),
    ...indexRoutes(elasticsearch),
    ...indexWriteRoutes(elasticsearch),
  ];
  return (call) => {
    const answer = tooLong(call) ?? unsupportedType(call) ?? route(routes, fallbacks, call);
    return isLate(answer) ? answer.then((late) => dress(late, call)) : dress(answer, call);
  };
}
