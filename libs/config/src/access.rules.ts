import { needsLogin, type AccessConfig } from './access.schema.ts';
import { isLoopback } from './loopback.ts';

interface Checked {
  access: AccessConfig;
  http: { host: string };
  clusters: readonly { name: string }[];
}

interface Problem {
  path: (string | number)[];
  message: string;
}

/** What is wrong with `access` beyond its shape. */
export function accessProblems({ access, http, clusters }: Checked): Problem[] {
  const problems: Problem[] = [];
  const known = clusters.map(({ name }) => name);
  const unknown = (names: readonly string[] | undefined, path: (string | number)[]): void => {
    (names ?? []).forEach((name, index) => {
      if (known.includes(name)) return;
      const message = `is not a configured cluster; use ${known.join(', ')}, or leave clusters out for all`;
      problems.push({ path: [...path, 'clusters', index], message });
    });
  };
  access.tokens.forEach((token, index) => {
    const path = ['access', 'tokens', index];
    const earlier = access.tokens.slice(0, index);
    if (earlier.some(({ name }) => name === token.name))
      problems.push({
        path: [...path, 'name'],
        message: 'is used twice; every token needs a name of its own',
      });
    if (earlier.some(({ hash }) => hash === token.hash))
      problems.push({ path: [...path, 'hash'], message: 'is used twice; make a token for each' });
    unknown(token.clusters, path);
  });
  access.oidc?.grants.forEach((grant, index) => unknown(grant.clusters, ['access', 'oidc', 'grants', index]));
  if (!needsLogin(access) && !isLoopback(http.host))
    problems.push({
      path: ['http', 'host'],
      message:
        'would let every caller in: no login is configured yet. Make a token with `holdfast token create` and put it under ' +
        'access.tokens, or listen on 127.0.0.1',
    });
  return problems;
}

export interface AccessWarning {
  message: string;
  /** What to do about it: a sentence of its own. */
  remedy: string;
}

/** What should be known at start and does not keep Holdfast from starting. */
export function accessWarnings({ access }: Pick<Checked, 'access'>, now: number): AccessWarning[] {
  if (!needsLogin(access))
    return [
      {
        message:
          'no access.tokens and no access.oidc are configured: anyone who can reach this address on this machine has full access',
        remedy: 'Make a token with `holdfast token create`.',
      },
    ];
  return access.tokens.flatMap(({ name, expires }, index) =>
    expires === undefined || expires > now
      ? []
      : [
          {
            message: `access.tokens[${index}].expires: the token "${name}" expired on ${new Date(expires).toISOString()} and is refused`,
            remedy: 'Make a new one or remove it.',
          },
        ],
  );
}
