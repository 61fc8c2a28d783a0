import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createLog } from '../../src/extension/editor/log.ts';
import {
  confirm,
  showError,
  showInformation,
  showStatus,
  showWarning,
  withCancellableProgress,
} from '../../src/extension/editor/messages.ts';
import { askText, createPick, plainRow, setPlaceholder } from '../../src/extension/prompts/step.ts';

const hostile = 'a [open](command:x) \u202eb\u200b\n$(zap)';
const plain = 'a [open] (command:x) b $(zap)';
/** The same where VS Code draws icons, and takes a backslash for nothing. */
const withoutIcons = 'a [open] (command:x) b $ (zap)';
/** The same where a backslash keeps it from drawing one. */
const escaped = 'a [open] (command:x) b \\$(zap)';

/** Notes what a function of VS Code is called with, and gives an answer in its place, while something is done. */
async function given(name: keyof typeof vscode.window, answer: unknown, act: () => unknown): Promise<unknown[]> {
  const window = vscode.window as unknown as Record<string, unknown>;
  const original = window[name];
  let noted: unknown[] = [];
  window[name] = (...all: unknown[]) => {
    noted = all;
    return answer;
  };
  try {
    await act();
    return noted;
  } finally {
    window[name] = original;
  }
}

describe('what shows texts from outside makes them plain', () => {
  it('messages and their buttons’ answers', async () => {
    assert.deepEqual(await given('showErrorMessage', undefined, () => showError(hostile, 'Try Again')), [plain, 'Try Again']);
    assert.deepEqual(await given('showWarningMessage', undefined, () => showWarning(hostile)), [plain]);
    assert.deepEqual(await given('showInformationMessage', undefined, () => showInformation(hostile, 'Undo')), [plain, 'Undo']);
  });

  it('two texts that would make a link together', async () =>
    assert.deepEqual(await given('showErrorMessage', undefined, () => showError(['[open]', '(command:x)'].join(''))), [
      '[open] (command:x)',
    ]));

  it('modal questions, of which only the button is a yes', async () => {
    assert.deepEqual(await given('showWarningMessage', undefined, () => confirm(hostile, hostile, 'Remove')), [
      plain,
      { modal: true, detail: plain },
      'Remove',
    ]);
    for (const [answer, yes] of [
      ['Remove', true],
      [undefined, false],
      ['Cancel', false],
    ] as const) {
      await given('showWarningMessage', Promise.resolve(answer), async () => assert.equal(await confirm('?', '', 'Remove'), yes));
    }
  });

  it('the status bar, which draws icons', async () =>
    assert.deepEqual(await given('setStatusBarMessage', undefined, () => showStatus(hostile, 10)), [withoutIcons, 10]));

  it('progress, its title and its lines, which go to the status bar too', async () => {
    const reported: unknown[] = [];
    const [options, task] = await given('withProgress', undefined, () =>
      withCancellableProgress(hostile, async (_, say) => {
        await Promise.resolve();
        say(hostile);
      }),
    );
    assert.equal((options as vscode.ProgressOptions).title, withoutIcons);
    const token = { onCancellationRequested: () => ({ dispose: () => undefined }) };
    await (task as (...all: unknown[]) => Promise<unknown>)({ report: (line: unknown) => reported.push(line) }, token);
    assert.deepEqual(reported, [{ message: withoutIcons }]);
  });

  it('questions: titles, placeholders, prompts and rows', async () => {
    const pick = createPick({ title: hostile, number: 2, total: 2 }, hostile);
    assert.deepEqual([pick.title, pick.placeholder], [plain, plain]);
    setPlaceholder(pick, `${hostile}!`);
    assert.equal(pick.placeholder, `${plain}!`);
    pick.dispose();
    assert.deepEqual(plainRow({ label: hostile, description: hostile, detail: hostile }), {
      label: escaped,
      description: escaped,
      detail: escaped,
    });
    const [options] = await given('showInputBox', undefined, () => askText({ title: hostile, prompt: hostile, password: true }));
    assert.deepEqual(options, { title: plain, prompt: escaped, password: true });
  });

  it('the log: each entry is a line, and of an error only the frames have lines of their own', async () => {
    const written: unknown[][] = [];
    const note = (...all: unknown[]) => void written.push(all);
    const channel = { trace: note, debug: note, info: note, warn: note, error: note, show: () => note('shown') };
    await given('createOutputChannel', channel, () => {
      const log = createLog('x');
      log.info(hostile);
      const error = new Error('[open](command:x)\n2099-01-01 [info] forged');
      error.stack = `Error: ${error.message}\n    at one (file.js:1:2)\nforged\n    at two \u202e(file.js:3:4)`;
      log.error(hostile, error, hostile);
      log.show();
    });
    assert.deepEqual(written, [
      [plain],
      [plain, 'Error: [open] (command:x) 2099-01-01 [info] forged\n    at one (file.js:1:2)\n    at two (file.js:3:4)', plain],
      ['shown'],
    ]);
  });
});
