/**
 * Who may import whom. A lib is listed with everything it may reach; anything else fails the build.
 * domain <- contracts <- {config, camunda, search, camunda-processes, redis, observability} <- engine <- app <- apps; http imports no other lib
 */
const allowed = {
  domain: [],
  http: [],
  contracts: ['domain'],
  config: ['domain', 'contracts'],
  camunda: ['domain', 'contracts', 'http'],
  search: ['domain', 'contracts', 'http'],
  'camunda-processes': ['domain', 'contracts', 'http'],
  redis: ['domain', 'contracts'],
  observability: ['domain', 'contracts'],
  engine: [
    'domain',
    'contracts',
    'http',
    'config',
    'camunda',
    'search',
    'camunda-processes',
    'redis',
    'observability',
  ],
  app: ['domain', 'contracts', 'config', 'redis', 'observability', 'engine'],
};
const libs = Object.keys(allowed);

const libRules = libs.map((lib) => ({
  name: `lib-${lib}`,
  comment: `libs/${lib} may import only: ${allowed[lib].join(', ') || 'no other lib'}`,
  severity: 'error',
  from: { path: `^libs/${lib}/` },
  to: { path: `^libs/(?!${[lib, ...allowed[lib]].join('/|')}/)` },
}));

/** The coordinator's folders by floor, lowest first. A folder imports only from the floors below; the root composes all. */
const floors = [
  ['checks', 'dashboard', 'http', 'leader', 'redis'],
  ['actions'],
  ['clusters', 'databases', 'exporting', 'notifications', 'ownership'],
  ['access', 'late-parts'],
  ['runs'],
  ['catalogue', 'locks'],
  ['backups', 'history', 'sets', 'supervision'],
  ['restores', 'retention'],
  ['preflight', 'schedules'],
  ['gauges'],
  ['trends'],
  ['alerts'],
  ['doctor', 'overview'],
  ['support'],
];
const ROOMS = 'apps/coordinator/src';
const floorRules = floors.flatMap((floor, height) =>
  floor.map((room) => ({
    name: `coordinator-${room}`,
    comment:
      'A folder of the coordinator imports only from the floors below its own, so that there is no circle.',
    severity: 'error',
    from: { path: `^${ROOMS}/${room}/` },
    to: {
      path: `^${ROOMS}/`,
      pathNot: `^${ROOMS}/(${[room, ...floors.slice(0, height).flat()].join('|')})/`,
    },
  })),
);
/** A new folder needs its floor. */
const floorless = {
  name: 'coordinator-folder-without-floor',
  severity: 'error',
  from: { path: `^${ROOMS}/[^/]+/`, pathNot: `^${ROOMS}/(${floors.flat().join('|')})/` },
  to: {},
};

module.exports = {
  forbidden: [
    ...libRules,
    ...floorRules,
    floorless,
    {
      name: 'libs-never-see-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain has no npm dependency and no Node built-in: rules only',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm', 'core', 'npm-dev', 'npm-optional'] },
    },
    {
      name: 'no-deep-imports-from-apps',
      comment:
        'A lib is reached only by its subpath import (#domain, #contracts/endpoints), never by a path into its folder.',
      severity: 'error',
      from: { path: '^(apps|test|tools)/' },
      // A contract suite is no part of the lib's code; test/ runs it against the real thing.
      to: { path: '^libs/[^/]+/src/(?!(index|endpoints|jobs|basics)\\.ts$|.*\\.contract\\.ts$)' },
    },
    {
      name: 'no-deep-imports-between-libs',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/(?!(index|jobs)\\.ts$)', pathNot: ['^libs/$1/'] },
    },
    {
      name: 'apps-never-import-each-other',
      comment: 'Only standalone composes the modules of the other apps.',
      severity: 'error',
      from: { path: '^apps/(?!standalone/)([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'dashboard-knows-the-contract-alone',
      comment: 'The dashboard is a client of the API: of the libs it imports domain and contracts.',
      severity: 'error',
      from: { path: '^apps/dashboard/' },
      to: { path: '^libs/(?!domain/|contracts/)' },
    },
    {
      name: 'cli-knows-the-contract-and-its-environment',
      comment:
        'The CLI is a client of the API: of the libs it imports domain and contracts, and config for its environment and new tokens. ensure-running, clusters probe and conformance work without the API.',
      severity: 'error',
      from: {
        path: '^apps/cli/',
        pathNot: '^apps/cli/src/(exporting/ensure-running|clusters/probe/|conformance/)',
      },
      to: { path: '^libs/(?!domain/|contracts/|config/)' },
    },
    {
      name: 'dashboard-takes-types-of-contracts',
      comment: 'A value from contracts would bring zod into the bundle; #contracts/endpoints is without it.',
      severity: 'error',
      from: { path: '^apps/dashboard/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/contracts/src/(?!endpoints\\.ts$)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workers-take-jobs-of-contracts',
      comment:
        'A value from contracts would bring the schemas of the whole API into every worker; #contracts/jobs is without them.',
      severity: 'error',
      from: { path: '^(libs/(engine|app)|apps/worker-[^/]+)/', pathNot: '\\.(spec|spec-support)\\.ts$' },
      to: { path: '^libs/contracts/src/(?!jobs\\.ts$)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'basics-are-without-zod',
      comment: 'The CLI starts with them.',
      severity: 'error',
      from: { path: '^libs/config/src/basics\\.ts$' },
      to: { path: '^node_modules/', reachable: true },
    },
    {
      name: 'endpoints-are-without-zod',
      comment: 'They are in the bundle of the dashboard.',
      severity: 'error',
      from: {
        path: '^libs/contracts/src/(endpoints|job-id|routes/(endpoints|address|dashboard-pages))\\.ts$',
      },
      to: {
        path: '^(?!libs/(domain/|contracts/src/(job-id|routes/(endpoints|address|dashboard-pages))\\.ts$))',
      },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ['development', 'import', 'node', 'default'] },
  },
};
