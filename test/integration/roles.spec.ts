import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { KUBERNETES_RIGHTS } from '#camunda-processes';
import { ENGINE_RIGHTS, RIGHT_VERBS, type EngineRight, type RightVerb } from '#search';

/** docs/privileges.md and the files in deploy/roles say what the code asks for, and nothing more. */
const page = readFileSync('docs/privileges.md', 'utf8');
const json = (name: string): unknown => JSON.parse(readFileSync(`deploy/roles/${name}`, 'utf8'));

/** What each role is for. */
const VERBS_OF: Record<string, readonly RightVerb[]> = {
  backup: ['backup', 'verify', 'list', 'doctor'],
  retention: ['backup', 'verify', 'list', 'doctor', 'delete'],
  restore: RIGHT_VERBS,
};

/** With the optional ones, except for what a backup would do if it could also delete. */
function rightsOfRole(name: string): EngineRight[] {
  const verbs = VERBS_OF[name] ?? [];
  return ENGINE_RIGHTS.filter(
    (right) =>
      right.verbs.some((verb) => verbs.includes(verb)) &&
      (!right.optional || !right.action.endsWith('snapshot/delete')),
  );
}

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();
const of = (rights: readonly EngineRight[], scope: EngineRight['scope'], what: 'action' | 'privilege') =>
  sorted(rights.filter((right) => right.scope === scope).map((right) => right[what]));

describe.each(Object.keys(VERBS_OF))('the role of %s', (name) => {
  it('has the privileges of its verbs in Elasticsearch, and no other', () => {
    const role = json(`elasticsearch-${name}.json`) as {
      cluster: string[];
      indices: { privileges: string[] }[];
    };
    const rights = rightsOfRole(name);
    expect(sorted(role.cluster)).toEqual(of(rights, 'cluster', 'privilege'));
    expect(role.indices.map(({ privileges }) => sorted(privileges))).toEqual([
      of(rights, 'index', 'privilege'),
    ]);
  });

  it('has the actions of its verbs in OpenSearch, and for a restore those that its plugin requires in addition', () => {
    const role = json(`opensearch-${name}.json`) as {
      cluster_permissions: string[];
      index_permissions: { allowed_actions: string[] }[];
    };
    const rights = rightsOfRole(name);
    const more = name === 'restore' ? ['indices:data/write/index', 'indices:admin/create'] : [];
    expect(sorted(role.cluster_permissions)).toEqual(of(rights, 'cluster', 'action'));
    expect(role.index_permissions.map((each) => sorted(each.allowed_actions))).toEqual([
      sorted([...of(rights, 'index', 'action'), ...more]),
    ]);
  });
});

describe('the table of the engine', () => {
  it('has a row for each action, with the verbs that need it', () => {
    const actions = sorted(ENGINE_RIGHTS.map(({ action }) => action));
    const rows = page.split('\n').filter((line) => /^\| `(cluster|indices):/.test(line));
    expect(sorted(rows)).toEqual(sorted(actions.map(rowOf)));
  });
});

function rowOf(action: string): string {
  const rights = ENGINE_RIGHTS.filter((right) => right.action === action);
  const cells = RIGHT_VERBS.map((verb) => {
    const right = rights.find(({ verbs }) => verbs.includes(verb));
    return right === undefined ? '' : right.optional ? 'may' : 'must';
  });
  const where = rights[0]?.scope === 'index' ? 'on its indices' : '';
  return `| \`${action}\` | ${[`\`${rights[0]?.privilege ?? ''}\` ${where}`.trim(), ...cells].join(' | ')} |`.replaceAll(
    '  ',
    ' ',
  );
}

describe('the bucket', () => {
  it('has the actions of the table for each of the two stores', () => {
    const { Statement } = json('s3-policy.json') as { Statement: { Sid: string; Action: string[] }[] };
    for (const store of ['Snapshots', 'Zeebe']) {
      const allowed = Statement.filter(({ Sid }) => Sid.startsWith(store)).flatMap(({ Action }) => Action);
      const row = page.split('\n').find((line) => line.startsWith(`| S3, ${store} |`)) ?? '';
      expect(sorted([...row.matchAll(/`(s3:\w+)`/g)].map(([, action]) => action ?? ''))).toEqual(
        sorted(allowed),
      );
      expect(allowed.length).toBeGreaterThan(3);
    }
  });
});

describe('the Kubernetes role', () => {
  it('gives what `control: kubernetes` asks for, and no more', () => {
    const [role] = readFileSync('deploy/roles/kubernetes-restore.yaml', 'utf8').split(/^---$/m);
    const { rules } = parse(role ?? '') as {
      rules: { apiGroups: string[]; resources: string[]; verbs: string[] }[];
    };
    const given = rules.flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((each) => verbs.map((verb) => `${verb} ${each}.${group}`)),
      ),
    );
    const asked = KUBERNETES_RIGHTS.map(
      ({ verb, group, resource, subresource }) =>
        `${verb} ${subresource === undefined ? resource : `${resource}/${subresource}`}.${group}`,
    );
    expect(sorted(given)).toEqual(sorted(asked));
    for (const { verb, resource, subresource } of KUBERNETES_RIGHTS) {
      const name = subresource === undefined ? resource : `${resource}/${subresource}`;
      expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\|.*\\b${verb}\\b`, 'm'));
    }
  });
});
