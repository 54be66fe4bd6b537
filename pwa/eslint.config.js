import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** Forbids imports of the given layers: routes -> features -> offline -> graphql -> ui -> messages. */
function forbid(files, layers, reason) {
  const group = layers.flatMap((layer) => [`**/${layer}`, `**/${layer}/**`]);
  return {
    files,
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message: reason }] }] },
  };
}

const law = 'Imports point down only: routes -> features -> offline -> graphql -> ui -> messages.';

export default ts.config(
  { ignores: ['build/', '.svelte-kit/', 'node_modules/', 'src/lib/messages/generated/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      'no-console': 'error',
      'no-undef': 'off', // TypeScript knows better
      eqeqeq: 'error',
      'svelte/no-navigation-without-resolve': 'off', // Adil is served at the root of its host
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
    rules: {
      // Snippets and event handlers inside markup read better without a written return type.
      '@typescript-eslint/explicit-function-return-type': 'off',
    },
  },
  {
    files: ['scripts/**', '*.js', '*.ts'],
    languageOptions: { globals: { ...globals.node } },
    rules: { 'no-console': 'off', '@typescript-eslint/explicit-function-return-type': 'off' },
  },
  forbid(['src/lib/messages/**'], ['ui', 'graphql', 'offline', 'features'], law),
  forbid(['src/lib/ui/**'], ['graphql', 'offline', 'features'], law),
  forbid(['src/lib/graphql/**'], ['offline', 'features', 'ui'], law),
  forbid(['src/lib/offline/**'], ['features', 'ui'], law),
  {
    // A feature reaches another only through its index.ts.
    files: ['src/lib/features/**', 'src/routes/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['\\#lib/features/*/*'], message: 'Reach a feature through its index.ts.' },
            {
              group: ['graphql-ws', 'idb'],
              message: 'Sockets live in graphql/, IndexedDB in offline/.',
            },
          ],
        },
      ],
    },
  },
);
