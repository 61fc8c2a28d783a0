import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { root } from '../../support/root.ts';

/** What ESLint says of code, as if it stood in a file of `src`. */
async function complaints(file: string, code: string): Promise<string[]> {
  const { outsideText } = (await import(pathToFileURL(join(root, 'eslint.config.mjs')).href)) as { outsideText: Linter.Config[] };
  const linter = new Linter({ cwd: root });
  const config = [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser as Linter.Parser } }, ...outsideText];
  return linter.verify(code, config, { filename: join(root, file) }).map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

describe('the rule for what shows texts from outside', function () {
  this.timeout(30_000);

  const broken: [string, string][] = [
    ['a message', 'void vscode.window.showErrorMessage(name);'],
    ['a message of an imported namespace', "import { window } from 'vscode'; void window.showInformationMessage(name);"],
    ['a function taken out', 'const { showWarningMessage } = vscode.window;'],
    ['a function taken out under another name', 'const { showWarningMessage: warn } = vscode.window;'],
    ['a function looked up by name', "void vscode.window['showErrorMessage'](name);"],
    ['progress', 'void vscode.window.withProgress(options, task);'],
    ['the status bar', 'vscode.window.setStatusBarMessage(name);'],
    ['a question', 'const pick = vscode.window.createQuickPick();'],
    ['an input box', 'void vscode.window.showInputBox({ prompt: name });'],
    ['a panel', "vscode.window.createWebviewPanel('x', name, 1);"],
    ['a log', 'vscode.window.createOutputChannel(name, { log: true });'],
    ['a row of a tree', 'const item = new vscode.TreeItem(name);'],
    ['Markdown', 'const text = new vscode.MarkdownString(name);'],
  ];
  for (const [what, code] of broken) {
    it(`stops ${what}`, async () => {
      const said = await complaints('src/extension/commands/probe.ts', code);
      assert.ok(said.length > 0);
      for (const line of said) assert.match(line, /^no-restricted-syntax: .*outside/);
    });
  }

  it('lets types be named', async () =>
    assert.deepEqual(
      await complaints('src/extension/commands/probe.ts', 'let item: vscode.TreeItem; let text: vscode.MarkdownString;'),
      [],
    ));

  const owners = ['editor/messages', 'editor/log', 'prompts/step', 'preview/previewWebview', 'tree/agentRows'].map(
    (name) => `src/extension/${name}.ts`,
  );
  for (const file of owners) {
    it(`lets ${file} call what is its own, and nothing else`, async () => {
      const own = readFileSync(join(root, file), 'utf8');
      assert.deepEqual(await complaints(file, own), []);
      assert.notDeepEqual(await complaints('src/extension/commands/probe.ts', own), []);
      assert.notDeepEqual(
        await complaints(file, 'new vscode.MarkdownString(name); vscode.window.createStatusBarItem; vscode.window.showInputBox;'),
        [],
      );
    });
  }
});
