import { z } from 'zod';
import { defaultTemplates } from '../config/default-templates.ts';
import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import { elasticError, parseError } from './elasticsearch.errors.ts';
import type { ElasticsearchState, IndexTemplate } from './elasticsearch.state.ts';
import { fits, isPattern } from './patterns.ts';

type Kind = IndexTemplate['kind'];

const patterns = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const bodySchema = z.looseObject({ index_patterns: patterns });

export const templatesOf = (state: ElasticsearchState): IndexTemplate[] =>
  (state.templates ??= defaultTemplates());

/** Takes away templates for indices that start with the prefix; all of them without one. Returns their names. */
export function removeTemplates(state: ElasticsearchState, prefix = ''): string[] {
  const fitting = templatesOf(state).filter((template) =>
    template.patterns.some((pattern) => pattern.startsWith(prefix)),
  );
  state.templates = templatesOf(state).filter((template) => !fitting.includes(template));
  return fitting.map(({ name }) => name);
}

function view(kind: Kind, templates: readonly IndexTemplate[]): object {
  if (kind === 'composable') {
    const views = templates.map(({ name, patterns: index_patterns }) => ({
      name,
      index_template: { index_patterns, composed_of: [] },
    }));
    return { index_templates: views };
  }
  const views = templates.map(({ name, patterns: index_patterns }) => [
    name,
    { order: 0, index_patterns, settings: {}, mappings: {}, aliases: {} },
  ]);
  return Object.fromEntries(views) as object;
}

const templateMissing = (name: string): Answer =>
  elasticError(404, {
    type: 'resource_not_found_exception',
    reason: `index template matching [${name}] not found`,
  });

function get({ cluster }: ElasticsearchComponent, kind: Kind, parameters: Parameters): Answer {
  const { name = '*' } = parameters;
  const found = templatesOf(cluster.state.elasticsearch).filter(
    (template) => template.kind === kind && fits(name, template.name),
  );
  const missing = found.length === 0 && parameters.name !== undefined;
  if (missing && kind === 'composable' && !isPattern(name)) return templateMissing(name);
  return { ...json(view(kind, found), plainType), status: missing ? 404 : 200 };
}

function put(
  { cluster }: ElasticsearchComponent,
  kind: Kind,
  call: Call & { readonly given: Parameters },
): Answer {
  const { name = '' } = call.given;
  let parsed;
  try {
    parsed = bodySchema.safeParse(JSON.parse(call.body));
  } catch {
    return parseError('Failed to parse content to map');
  }
  if (!parsed.success) {
    const reason = 'Validation Failed: 1: index patterns are missing;';
    return elasticError(400, { type: 'action_request_validation_exception', reason });
  }
  const { elasticsearch: state } = cluster.state;
  const others = templatesOf(state).filter((template) => template.kind !== kind || template.name !== name);
  state.templates = [...others, { name, kind, patterns: parsed.data.index_patterns }];
  cluster.record('elasticsearch', 'indices', { event: 'template-put', template: name });
  return { ...json({ acknowledged: true }, plainType), performed: true };
}

function remove({ cluster }: ElasticsearchComponent, kind: Kind, parameters: Parameters): Answer {
  const { name = '' } = parameters;
  const { elasticsearch: state } = cluster.state;
  const left = templatesOf(state).filter((template) => template.kind !== kind || !fits(name, template.name));
  if (left.length === templatesOf(state).length) return templateMissing(name);
  state.templates = left;
  cluster.record('elasticsearch', 'indices', { event: 'template-deleted', template: name });
  return { ...json({ acknowledged: true }, plainType), performed: true };
}

export const templateRoutes = (elasticsearch: ElasticsearchComponent): Route[] =>
  (
    [
      ['/_index_template', 'composable'],
      ['/_template', 'legacy'],
    ] as const
  ).flatMap(([path, kind]) => [
    { method: 'GET', path, handle: (_, given) => get(elasticsearch, kind, given) },
    { method: 'GET', path: `${path}/:name`, handle: (_, given) => get(elasticsearch, kind, given) },
    {
      method: 'PUT',
      path: `${path}/:name`,
      handle: (call, given) => put(elasticsearch, kind, { ...call, given }),
    },
    { method: 'DELETE', path: `${path}/:name`, handle: (_, given) => remove(elasticsearch, kind, given) },
  ]);
