import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const SPECS = ['**/*.spec.ts', '**/*.contract.ts', '**/*.spec-support.ts', 'test/**/*.ts'];
/** Programs for those who work on Holdfast. */
const DEVELOPMENT = ['apps/simulator/**/*.ts', 'tools/**/*.ts', 'benchmarks/**/*.ts'];

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
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a constant object and its union.' },
      ],
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // The compiler already tells classes with private members apart. The rest costs a tenth of the time of all rules.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: DEVELOPMENT,
    rules: typedRulesOff(['no-floating-promises', 'no-misused-promises', 'await-thenable']),
  },
  {
    files: SPECS,
    rules: {
      ...typedRulesOff(['no-floating-promises']),
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
