import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * Functions of VS Code that show what they are given, by the one file that may call them: it makes plain text of what
 * comes from outside. In most of them VS Code makes links and icons of parts of a text.
 */
const showing = [
  {
    owner: 'src/extension/editor/messages.ts',
    names: [
      'showErrorMessage',
      'showWarningMessage',
      'showInformationMessage',
      'withProgress',
      'setStatusBarMessage',
      'createStatusBarItem',
    ],
  },
  { owner: 'src/extension/editor/log.ts', names: ['createOutputChannel'] },
  { owner: 'src/extension/prompts/step.ts', names: ['createQuickPick', 'showQuickPick', 'createInputBox', 'showInputBox'] },
  { owner: 'src/extension/preview/previewWebview.ts', names: ['createWebviewPanel'] },
  { owner: 'src/extension/tree/agentRows.ts', names: ['TreeItem'] },
  // VS Code makes links of addresses in it, and reads `&lt;` as `<`.
  { owner: 'nobody', names: ['MarkdownString'] },
];

/** For every file of `src`, the functions that only others may call: called, taken apart or looked up by name. */
export const outsideText = ['src/**', ...showing.map(({ owner }) => owner).filter((owner) => owner !== 'nobody')].map((file) => ({
  files: [file],
  rules: {
    'no-restricted-syntax': [
      'error',
      ...showing
        .filter(({ owner }) => owner !== file)
        .flatMap(({ owner, names }) => {
          const name = `/^(?:${names.join('|')})$/`;
          const message = `It shows texts that may come from outside: ${owner} may use it.`;
          return [
            { selector: `:not(TSQualifiedName, TSTypeReference) > Identifier[name=${name}]`, message },
            { selector: `Literal[value=${name}]`, message },
          ];
        }),
    ],
  },
}));

export default defineConfig(
  { ignores: ['dist/', 'out/', '.vscode-test/', 'node_modules/', 'test/contract/types.d.ts'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './media/tsconfig.json', './test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // `import { type A }` still loads the module, and puts it into the bundle; `import type { A }` does not.
      '@typescript-eslint/no-import-type-side-effects': 'error',
    },
  },
  ...outsideText,
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.mts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { require: 'readonly', module: 'writable', __dirname: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // Programs that people run in a terminal speak through the console; mocha's own style has floating `this`.
    files: ['test/**'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
