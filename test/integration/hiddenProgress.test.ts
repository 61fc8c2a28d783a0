import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { HiddenProgress } from '../../src/extension/preview/hiddenProgress.ts';
import { until } from './prompts.ts';

type WithProgress = typeof vscode.window.withProgress;

describe('the progress that stands in for a hidden panel', () => {
  const window = vscode.window as { withProgress: WithProgress };
  const { withProgress } = window;
  let running = 0;
  let begun = 0;

  beforeEach(() => {
    running = 0;
    begun = 0;
    window.withProgress = ((options, task) => {
      running++;
      begun++;
      return withProgress.call(vscode.window, options, task).then((value) => {
        running--;
        return value;
      });
    }) as WithProgress;
  });
  afterEach(() => (window.withProgress = withProgress));

  it('ends, also when the panel is seen again, or all is over, before VS Code shows it', async () => {
    const progress = new HiddenProgress('Setting the avatar of Maya…', () => undefined);
    progress.update(false);
    progress.update(true);
    progress.update(false);
    progress.update(false);
    progress.end();
    assert.equal(begun, 2);
    await until(() => running === 0);
  });
});
