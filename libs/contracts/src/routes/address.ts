import { ENDPOINTS, type Endpoint, type RouteName } from './endpoints.ts';

type NameIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NameIn<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** What the path of a route takes: `{ cluster: string; id: number }`. */
export type PathParams<Name extends RouteName> = {
  [Key in NameIn<(typeof ENDPOINTS)[Name]['path']>]: Key extends 'id' ? number : string;
};

/** Values of a query; those that are undefined are left out. */
export type QueryValues = Readonly<Record<string, string | number | undefined>>;

/** A parameter in a path. */
export const PARAMETER = /:([A-Za-z]+)/g;

/** Path and query of a request, both encoded. Pure. */
export function addressOf<Name extends RouteName>(
  name: Name,
  params: PathParams<Name>,
  query: QueryValues = {},
): string {
  const values: Record<string, string | number> = params;
  const { path }: Endpoint = ENDPOINTS[name];
  const filled = path.replace(PARAMETER, (_, key: string) => encodeURIComponent(values[key] ?? ''));
  const given = Object.entries(query).flatMap(([key, value]): [string, string][] =>
    value === undefined ? [] : [[key, String(value)]],
  );
  return given.length === 0 ? filled : `${filled}?${new URLSearchParams(given).toString()}`;
}

/** The names of a path's parameters, in their order. */
export function parametersOf(name: RouteName): string[] {
  const { path }: Endpoint = ENDPOINTS[name];
  return [...path.matchAll(PARAMETER)].map(([, key = '']) => key);
}
