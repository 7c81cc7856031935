import { z } from 'zod';
import { configSchema } from '#config';
import { describedBy } from './descriptions.ts';

/** A node of the schema that editors take. */
export interface Node {
  type?: string;
  description?: string;
  default?: unknown;
  examples?: unknown[];
  enum?: unknown[];
  const?: unknown;
  not?: object;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  anyOf?: Node[];
  /** Of the product's own schema; what is generated has `anyOf`. */
  oneOf?: Node[];
  additionalProperties?: Node | boolean;
  /** Bounds of a duration, from the configuration's own schema. */
  duration?: { min: string; max: string };
}

const DURATION = String.raw`^\s*\d+(\.\d+)?(ms|s|m|h|d|w)\s*$`;
/** `${NAME}` may be anywhere in a text. */
const VARIABLE = String.raw`\$\{[A-Za-z_]`;

/** The configuration as a JSON schema, from the schema that Holdfast itself checks the file with. */
export function configurationSchema(): Node {
  const schema = z.toJSONSchema(configSchema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
  }) as Node;
  return {
    ...({ $schema: 'http://json-schema.org/draft-07/schema#', title: 'Holdfast configuration' } as object),
    ...complete(without(schema, '$schema'), []),
  };
}

/** Descriptions and bounds, down from a node; `path` has `[]` for the items of a list. */
function complete(node: Node, path: readonly string[]): Node {
  const { properties, items, anyOf, oneOf, ...rest } = node;
  const own: Node = { ...rest };
  const description = describedBy(path) ?? node.description;
  if (description !== undefined) own.description = description;
  // An empty section is what its keys make of it.
  if (properties && JSON.stringify(own.default) === '{}') delete own.default;
  if (own.maximum === Number.MAX_SAFE_INTEGER) delete own.maximum;
  if (own.pattern !== undefined) own.pattern = `${own.pattern}|${VARIABLE}`;
  if (own.duration) own.pattern = `${DURATION}|${VARIABLE}`;
  if (properties) own.properties = mapOf(properties, (each, key) => complete(each, [...path, key]));
  if (items) own.items = complete(items, [...path, '[]']);
  if (anyOf) own.anyOf = anyOf.map((each) => complete(each, path));
  // A restore without `control` is by hand.
  if (oneOf) own.anyOf = oneOf.map((each) => complete(optionalControl(each), path));
  return own;
}

function optionalControl(node: Node): Node {
  if (node.properties?.['control']?.const !== 'manual') return node;
  return { ...node, required: node.required?.filter((key) => key !== 'control') ?? [] };
}

function mapOf(nodes: Record<string, Node>, change: (node: Node, key: string) => Node): Record<string, Node> {
  // A key that is refused only has a message for people.
  const entries = Object.entries(nodes).filter(([, { not }]) => not === undefined);
  return Object.fromEntries(entries.map(([key, node]) => [key, change(node, key)]));
}

/** For editors: without what is no keyword of JSON Schema. */
export function forEditors(node: Node): Node {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) =>
      key === 'duration' && isBounds(value) ? undefined : value,
    ),
  ) as Node;
}

function isBounds(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'min' in value;
}

function without(node: Node, key: string): Node {
  return Object.fromEntries(Object.entries(node).filter(([each]) => each !== key));
}

export interface Row {
  /** Such as `clusters[].zeebe.brokers`. */
  readonly key: string;
  readonly node: Node;
  readonly required: boolean;
}

/** Every key of the file, in the order of the schema. Of alternatives, each key once. */
export function rowsOf(node: Node, prefix = ''): Row[] {
  const rows = new Map<string, Row>();
  const shapes = [node, ...(node.anyOf ?? [])].filter((shape) => shape.properties);
  for (const shape of shapes)
    for (const [name, child] of Object.entries(shape.properties ?? {})) {
      const isList = child.items?.properties !== undefined;
      const key = `${prefix === '' ? '' : `${prefix}.`}${name}${isList ? '[]' : ''}`;
      const required = shapes.every((each) => each.required?.includes(name) ?? false);
      rows.set(key, { key, required, node: either(rows.get(key)?.node, child) });
      for (const row of rowsOf(isList ? (child.items ?? {}) : child, key))
        if (!rows.has(row.key)) rows.set(row.key, row);
    }
  return [...rows.values()];
}

/** The values of a key that tells alternatives apart are one list. */
function either(one: Node | undefined, other: Node): Node {
  if (one === undefined || other.const === undefined) return one ?? other;
  const { const: value, ...rest } = one;
  return { ...rest, enum: [...(one.enum ?? [value]), other.const] };
}
