import tseslint from 'typescript-eslint';

/** Constants and fragments made by our own functions may be part of a statement; a value never is. */
const INLINE_SQL =
  "CallExpression[callee.property.name='query'] > TemplateLiteral:first-child > :matches(MemberExpression, Identifier[name!=/^[A-Z_]+$/])";

/** Few rules, each with a reason: what the compiler and the tests cannot see. */
export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'web/', 'coverage/'] },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json' } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unsafe-function-type': 'off',
      '@typescript-eslint/require-await': 'off',
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/**/*.spec.ts', 'src/modules/**/testing/**'],
    rules: {
      // Hashes that are broken, randomness that can be guessed, code from data, shells: never in the product.
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.name='createHash'][arguments.0.value=/^(md5|sha1)$/i]",
          message: 'Use SHA-256.',
        },
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: 'Use node:crypto.',
        },
        { selector: INLINE_SQL, message: 'Values are parameters; text from outside never becomes SQL.' },
      ],
      'no-restricted-imports': ['error', { paths: [{ name: 'node:vm', message: 'No code from data.' }] }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
    },
  },
  {
    files: ['test/**/*.ts', '**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      // Answers are looked at as they come, in whatever shape; a wrong one fails the test anyway.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      'no-console': 'off',
    },
  },
);
