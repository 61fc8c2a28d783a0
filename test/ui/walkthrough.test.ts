import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/root.ts';
import { DEMO_AGENTS, DEMO_API_KEY } from '../support/sandbox/demo.ts';
import { quietSettings } from '../support/vscode/quietSettings.ts';
import { type Theme, themes, themeSetting } from '../support/vscode/themes.ts';
import { Walkthrough } from '../support/vscode/workbench/walkthrough.ts';
import { useWindow } from './window.ts';

const maya = DEMO_AGENTS[0]!;
const images = join(root, 'out', 'screenshots');
const title = 'Get Started with Threetone Avatars';
const themeClasses: Record<Theme, string> = { dark: 'vs-dark', light: 'vs', 'hc-dark': 'hc-black', 'hc-light': 'hc-light' };

interface Step {
  readonly id: string;
  readonly media: { readonly svg: string };
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly contributes: { readonly walkthroughs: readonly [{ readonly steps: readonly Step[] }] };
};

/** What tells a step's image from the others. */
function firstPathOf(id: string): string {
  const step = manifest.contributes.walkthroughs[0].steps.find((each) => each.id === id);
  assert.ok(step);
  const [, path] = / d="([^"]+)"/.exec(readFileSync(join(root, step.media.svg), 'utf8')) ?? [];
  assert.ok(path);
  return path;
}

/** The walkthrough, step by step, by someone who has never set an avatar. One test goes on where another ended. */
describe('the walkthrough', function () {
  this.bail(true);
  const window = useWindow({}, { viewport: { width: 1680, height: 1000 } });
  let walkthrough: Walkthrough;

  /** From the question for an image to an avatar that was set. */
  const setAvatar = async (fileName: string) => {
    const { quickInput } = window.workbench;
    await quickInput.waitFor({ title: /Set Agent Avatar.*1\/2/ });
    await quickInput.type(maya.agent_id);
    await quickInput.pick(maya.agent_id);
    await quickInput.waitFor({ title: /2\/2/ });
    await quickInput.pick(fileName);
    const panel = await window.workbench.webviewFrame(/^New Avatar/);
    await panel.getByText(fileName).waitFor();
    await panel.locator('button.primary:enabled').waitFor();
    await window.workbench.clearNotifications();
    await panel.getByRole('button', { name: 'Set Avatar', exact: true }).click();
    await (await window.workbench.webviewFrame(/^Avatar of/)).locator('.visibility.live').waitFor();
  };

  const openWalkthrough = async () => {
    await window.workbench.runCommand('Welcome: Open Walkthrough...');
    await window.workbench.quickInput.pick(title);
    await walkthrough.waitFor(title);
  };

  before(() => {
    walkthrough = new Walkthrough(window.workbench.page);
  });

  it('is found among the walkthroughs, with nothing done yet', async () => {
    await openWalkthrough();
    const steps = await walkthrough.steps();
    assert.deepEqual(steps, ['key', 'avatar', 'restore', 'where']);
    for (const step of steps) assert.ok(!(await walkthrough.isDone(step)), step);
  });

  for (const theme of themes) {
    it(`each step has its words and its image: ${theme}`, async () => {
      const { page } = window.workbench;
      const { server, userSettings } = window.session;
      server.writeUserSettings({ ...quietSettings, ...userSettings, ...themeSetting(server.build, theme) });
      // An editor that is restored takes the keyboard, and the palette closes.
      await window.workbench.runCommand('View: Close All Editors');
      await window.workbench.reload();
      await page.locator(`.monaco-workbench.${themeClasses[theme]}`).waitFor();
      await openWalkthrough();
      mkdirSync(images, { recursive: true });
      for (const step of await walkthrough.steps()) {
        await walkthrough.expand(step);
        // Its markup is drawn as it was meant: none of it is left in the words.
        assert.doesNotMatch(await walkthrough.words(step), /[`*[\]]|command:/);
        await walkthrough.image(firstPathOf(step)).waitFor();
        await window.workbench.screenshot(join(images, `in-vscode-walkthrough-${step}-${theme}.png`));
      }
    });
  }

  it('the key: the step is done when there is one, not when it was asked for', async () => {
    const { quickInput } = window.workbench;
    await walkthrough.press('key', 'Set API Key');
    await quickInput.waitFor({ title: /Set API Key/ });
    await quickInput.escape();
    assert.ok(!(await walkthrough.isDone('key')));
    await walkthrough.press('key', 'Set API Key');
    await quickInput.waitFor({ title: /Set API Key/ });
    await quickInput.submit(DEMO_API_KEY);
    await walkthrough.waitUntilDone('key');
  });

  it('the first avatar: the step is done when one was set, not when the questions were put', async () => {
    const { quickInput } = window.workbench;
    await walkthrough.press('avatar', 'Set Agent Avatar');
    await quickInput.waitFor({ title: /Set Agent Avatar.*1\/2/ });
    await quickInput.escape();
    assert.ok(!(await walkthrough.isDone('avatar')));
    await walkthrough.press('avatar', 'Set Agent Avatar');
    await setAvatar('wide.png');
    assert.ok(window.session.sandbox.avatarOf(maya.agent_id));
    await walkthrough.comeBack();
    await walkthrough.waitUntilDone('avatar');
    assert.ok(!(await walkthrough.isDone('restore')));
  });

  it('taking it back: the avatar before the last is offered, and seen before it is sent', async () => {
    const { quickInput } = window.workbench;
    await walkthrough.press('avatar', 'Set Agent Avatar');
    await setAvatar('tall.png');
    await walkthrough.comeBack();
    await walkthrough.press('restore', 'Restore Earlier Avatar');
    await quickInput.waitFor({ title: /Restore Earlier Avatar/ });
    await quickInput.pick(maya.name);
    await quickInput.waitFor({ title: new RegExp(`Restore Earlier Avatar of ${maya.name}`) });
    await quickInput.pick('wide.png');
    const panel = await window.workbench.webviewFrame(/^New Avatar/);
    await panel.getByText('wide.png').waitFor();
    await walkthrough.comeBack();
    await walkthrough.waitUntilDone('restore');
  });

  it('where it works: the settings are shown, and the log', async () => {
    const { page } = window.workbench;
    assert.ok(!(await walkthrough.isDone('where')));
    await walkthrough.press('where', 'Open Settings');
    const settings = page.locator('.settings-editor .setting-item-contents', { hasText: /Threetone Avatars: Base Url/ });
    await settings.first().waitFor();
    await walkthrough.comeBack();
    await walkthrough.waitUntilDone('where');
    await walkthrough.press('where', 'Show Log');
    await page.locator('.part.panel option:checked', { hasText: 'Threetone Avatars' }).first().waitFor({ state: 'attached' });
  });
});
