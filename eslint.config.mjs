import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { noParsedProse } from './tools/lint/no-parsed-prose.mjs';

const SPECS = ['**/*.spec.ts', '**/*.contract.ts', '**/*.spec-support.ts', 'test/**/*.ts'];
/** Programs for those who work on Holdfast. */
const DEVELOPMENT = ['apps/simulator/**/*.ts', 'tools/**/*.ts', 'benchmarks/**/*.ts'];

/**
 * Words of others that tell no other way what they mean: they are read in these files, which make codes and classes of them.
 * Nothing of our own is read so (`holdfast/no-parsed-prose`).
 */
const WORDS_OF_OTHERS = [
  // Camunda's management APIs
  'libs/camunda/src/web-apps/web-app.rules.ts',
  'libs/camunda/src/web-apps/web-app-trouble.ts',
  'libs/camunda/src/zeebe/zeebe-trouble.ts',
  'libs/camunda/src/camunda-8.10/rest-failure.ts',
  'libs/camunda/src/camunda-8.10/rest-parts.ts',
  'libs/camunda/src/camunda-rdbms/generated-backup.client.ts',
  'libs/camunda/src/zeebe/partition-replicas.ts',
  // Elasticsearch
  'libs/search/src/engine/engine-errors.ts',
  // Redis and its client
  'libs/redis/src/connection/redis-errors.ts',
  // Node's TLS and fetch, axios, cron-parser, yaml
  'libs/http/src/axios-errors.ts',
  'libs/http/src/tls-trouble.ts',
  'apps/coordinator/src/notifications/http-call.ts',
  'libs/config/src/cron-pattern.ts',
  'libs/config/src/load-config.ts',
];
/** Ids that are made of several things, or come from outside: each kind is read in one file. */
const READERS_OF_IDS = [
  'libs/domain/src/stream-id.ts',
  'libs/camunda-processes/src/control-key.ts',
  'apps/coordinator/src/actions/action-key.ts',
];

/**
 * Where the web applications of Camunda are named. Everywhere else they come from the procedures of the generations, so that a
 * new generation is data and a folder of clients.
 */
const NAMES_OF_WEB_APPS = [
  'libs/domain/src/generations/**',
  'libs/camunda/src/**',
  // The lists of all components, steps and queues.
  'libs/domain/src/component.ts',
  'libs/domain/src/step-name.ts',
  'libs/contracts/src/queues.ts',
  // The keys of holdfast.yaml, and the names of indices.
  'libs/config/src/cluster.schema.ts',
  'libs/config/src/cluster-shape.ts',
  'libs/config/src/restore.schema.ts',
  'libs/domain/src/ownership/**',
  // A worker app for each, and the command that finds out which ones there are.
  'apps/worker-*/src/main.ts',
  'apps/cli/src/clusters/probe/**',
  // What single components answer to wrong calls.
  'apps/cli/src/conformance/checks.ts',
  'apps/cli/src/conformance/recording.ts',
];
const NO_ENUM = { selector: 'TSEnumDeclaration', message: 'Use a constant object and its union.' };
/** Sections that change while a process runs. One that is kept by a constructor grows old without a sign. */
const LIVE = '/^(clusters|access|notifications)$/';
const NO_CAPTURE = [
  `MethodDefinition[kind="constructor"] MemberExpression[object.name="config"][property.name=${LIVE}]`,
  `MethodDefinition[kind="constructor"] MemberExpression[object.property.name="config"][property.name=${LIVE}]`,
  `MethodDefinition[kind="constructor"] VariableDeclarator[init.name="config"] > ObjectPattern > Property[key.name=${LIVE}]`,
  `MethodDefinition[kind="constructor"] ObjectPattern:has(Decorator Identifier[name="CONFIG"]) > Property[key.name=${LIVE}]`,
].map((selector) => ({
  selector,
  message: 'Keep the configuration and read this section when it is needed: the file may change at any time.',
}));
const WEB_APP = '/^((backup|restore|stop|start)-)?(operate|tasklist|webapps|optimize)$/';
const NO_WEB_APP = ['Literal[value=%]', 'MemberExpression[computed=false] > Identifier.property[name=%]'].map(
  (selector) => ({
    selector: selector.replace('%', WEB_APP),
    message: 'Take the component from the procedure or the configuration; only the generations name it.',
  }),
);

/**
 * Rules that ask the type checker cost most of the time of `npm run lint`: all of them run on what the product runs.
 * Elsewhere only those run that find what a run does not show: a test that passes because it does not wait for what it began.
 */
function typedRulesOff(except) {
  const rules = Object.keys(tseslint.configs.disableTypeChecked.rules);
  const names = rules.filter((rule) => !except.includes(rule.replace('@typescript-eslint/', '')));
  return Object.fromEntries(names.map((rule) => [rule, 'off']));
}

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.holdfast/**', 'coverage/**', '**/*.cjs'] },
  js.configs.recommended,
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // There are no enums (a union of constants takes their place), so nothing can be assigned to one wrongly.
      'no-restricted-syntax': ['error', NO_ENUM, ...NO_CAPTURE],
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // The compiler already tells classes with private members apart. The rest costs a tenth of the time of all rules.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: ['apps/**/*.ts', 'apps/**/*.tsx', 'libs/**/*.ts'],
    ignores: [...SPECS, ...DEVELOPMENT, ...WORDS_OF_OTHERS, ...READERS_OF_IDS],
    plugins: { holdfast: { rules: { 'no-parsed-prose': noParsedProse } } },
    rules: { 'holdfast/no-parsed-prose': 'error' },
  },
  {
    files: ['apps/**/*.ts', 'apps/**/*.tsx', 'libs/**/*.ts'],
    ignores: [...SPECS, ...DEVELOPMENT, ...NAMES_OF_WEB_APPS],
    rules: { 'no-restricted-syntax': ['error', NO_ENUM, ...NO_CAPTURE, ...NO_WEB_APP] },
  },
  {
    files: DEVELOPMENT,
    rules: typedRulesOff(['no-floating-promises', 'no-misused-promises', 'await-thenable']),
  },
  {
    files: SPECS,
    rules: {
      // In a spec the configuration changes only by the spec's own hand.
      'no-restricted-syntax': ['error', NO_ENUM],
      ...typedRulesOff(['no-floating-promises']),
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
