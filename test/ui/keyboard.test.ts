import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { PNG } from 'pngjs';
import { centred, meanDifference } from '../support/samples/difference.ts';
import { DEMO_AGENTS } from '../support/sandbox/demo.ts';
import { isUpload } from '../support/sandbox/isUpload.ts';
import { keyboardAt } from '../support/vscode/workbench/keys.ts';
import { waitUntil } from '../support/vscode/workbench/waiting.ts';
import { useWindow } from './window.ts';

const [maya, order] = DEMO_AGENTS as [(typeof DEMO_AGENTS)[number], (typeof DEMO_AGENTS)[number]];
const setAvatar = 'Threetone Avatars: Set Agent Avatar…';
const stageName = 'Crop: the image under the widget’s circle';

/** Someone without a mouse: each thing is reached by keys from where the keyboard was. One test goes on where another ended. */
describe('an avatar by keyboard alone', function () {
  this.bail(true);
  const window = useWindow({ withKey: true });

  const text = () => window.workbench.page.locator('.part.editor .monaco-editor.focused');
  const files = () => window.workbench.page.locator('.explorer-folders-view .monaco-list');
  const list = () => window.workbench.page.locator('.part.sidebar .customview-tree .monaco-list');
  const draft = () => window.workbench.webviewFrame(/^New Avatar/);
  const sent = () => window.workbench.webviewFrame(/^Avatar of/);
  const avatarOf = (agentId: string) => {
    const avatar = window.session.sandbox.avatarOf(agentId);
    assert.ok(avatar, `the server has no avatar of ${agentId}`);
    return avatar.bytes;
  };
  let cropped: Buffer;

  /** Answers the question for an agent, once the server and the workspace, where the sample page names Maya, have said all. */
  const answerAgent = async ({ name }: { readonly name: string }) => {
    const { keys, quickInput } = window.workbench;
    await waitUntil('every agent in the question', async () => {
      const items = await quickInput.items();
      const places = items.filter(({ label, description }) => label === maya.name && description.includes('index.html'));
      return places.length === 1 && DEMO_AGENTS.every((agent) => items.some(({ label }) => label === agent.name));
    });
    await keys.answerByArrows(name);
  };
  /** From the question for an image to the panel, with the keyboard on the image. */
  const answerImage = async (typed: string, fileName: string): Promise<FrameLocator> => {
    const { keys, quickInput } = window.workbench;
    await quickInput.waitFor({ placeholder: /image/ });
    await keys.answerByTyping(typed, fileName);
    const panel = await draft();
    await panel.getByText(fileName).waitFor();
    await keyboardAt(stageOf(panel));
    return panel;
  };
  /** From the image down to the button, which is pressed. */
  const send = async (panel: FrameLocator): Promise<FrameLocator> => {
    const { keys } = window.workbench;
    await panel.locator('button.primary:enabled').waitFor();
    await keys.tabTo(buttonOf(panel, 'Set Avatar'));
    await keys.press('Enter');
    const page = await sent();
    await keyboardAt(page.getByRole('heading', { level: 1 }));
    return page;
  };

  it('Escape at a question gives the keyboard back: to the text, to the Explorer', async () => {
    const { keys, quickInput } = window.workbench;
    await keys.press('Control+P');
    await quickInput.waitFor();
    await keys.answerByTyping('index.html', 'index.html');
    await text().waitFor();
    await keys.run(setAvatar);
    await quickInput.waitFor({ title: /1\/2/ });
    await keys.press('Escape');
    await quickInput.waitUntilClosed();
    await text().waitFor();
    await keys.press('Control+Shift+E');
    await keyboardAt(files());
    await keys.run(setAvatar);
    await quickInput.waitFor({ title: /1\/2/ });
    await answerAgent(maya);
    await quickInput.waitFor({ title: /2\/2/ });
    await keys.press('Escape');
    await quickInput.waitUntilClosed();
    await keyboardAt(files());
    await keys.press('Control+1');
    await text().waitFor();
  });

  it('the list is empty yet, and its text has the keyboard', async () => {
    const { keys, page, sidebar } = window.workbench;
    await keys.run('Threetone: Focus on Recently Updated View');
    await sidebar.welcome(/appear here/).waitFor();
    await page.locator('.part.sidebar .welcome-view-content:focus').waitFor();
    await keys.press('Control+1');
    await text().waitFor();
  });

  it('two questions are answered, and the panel opens with the keyboard on the image', async () => {
    const { keys, quickInput } = window.workbench;
    await keys.run(setAvatar);
    await quickInput.waitFor({ title: /1\/2/ });
    await answerAgent(maya);
    await answerImage('wide', 'wide.png');
  });

  it('closing the panel gives the keyboard back to the text; the draft comes back with it', async () => {
    const { keys } = window.workbench;
    await keys.press('Control+W');
    await text().waitFor();
    assert.equal((await window.workbench.tabs()).length, 1);
    await keys.run('Threetone Avatars: Show Avatar Preview');
    await keyboardAt(stageOf(await draft()));
  });

  it('the image is zoomed and moved, which is said; Tab leaves it, both ways', async () => {
    const { keys } = window.workbench;
    const panel = await draft();
    await panel.locator('button.primary:enabled').waitFor();
    await keys.press('+');
    await says(panel, 'Zoom 110 percent');
    await keys.press('Shift+ArrowLeft');
    // Of the 1200 pixels, the middle is 600; a tenth of 480 / 1.1 further it is 644.
    await says(panel, 'Center at 54 percent from the left, 50 percent from the top');
    await keys.press('Tab');
    await keyboardAt(buttonOf(panel, 'Zoom Out'));
    await keys.press('Shift+Tab');
    await keyboardAt(stageOf(panel));
    for (const name of ['From This Computer…', 'Choose Another Image…']) {
      await keys.press('Shift+Tab');
      await keyboardAt(buttonOf(panel, name));
    }
  });

  it('a question asked from the panel gives the keyboard back to its button', async () => {
    const { keys, quickInput } = window.workbench;
    const panel = await draft();
    const [changeAgent, chooseAnother] = [buttonOf(panel, 'Change Agent…'), buttonOf(panel, 'Choose Another Image…')];
    await keys.press('Enter');
    await quickInput.waitFor({ title: /Choose Another Image/ });
    await keys.press('Escape');
    await quickInput.waitUntilClosed();
    await keyboardAt(chooseAnother);
    await keys.press('Shift+Tab', 'Enter');
    await quickInput.waitFor({ title: /Change Agent/ });
    await answerAgent(order);
    await panel.getByRole('heading', { level: 1, name: `New avatar for ${order.name}` }).waitFor();
    await keyboardAt(changeAgent);
    await keys.press('Enter');
    await quickInput.waitFor({ title: /Change Agent/ });
    await answerAgent(maya);
    await panel.getByRole('heading', { level: 1, name: `New avatar for ${maya.name}` }).waitFor();
    await keyboardAt(changeAgent);
  });

  it('after a failure the keyboard is on Set Avatar, also when the message is put away', async () => {
    const { keys } = window.workbench;
    const panel = await draft();
    window.session.sandbox.fail({ kind: 'status', status: 400, body: { detail: 'no' } }, { match: isUpload });
    await keys.tabTo(buttonOf(panel, 'Set Avatar'));
    await keys.press('Enter');
    const message = panel.getByRole('alert').filter({ hasText: /refused the avatar/ });
    await message.waitFor();
    await keyboardAt(buttonOf(panel, 'Set Avatar'));
    await keys.press('Shift+Tab');
    await keyboardAt(buttonOf(panel, 'Dismiss'));
    await keys.press('Enter');
    await message.waitFor({ state: 'hidden' });
    await keyboardAt(buttonOf(panel, 'Set Avatar'));
  });

  it('while it is sent the keyboard is on Cancel, and then on Set Avatar again', async () => {
    const { keys } = window.workbench;
    const panel = await draft();
    window.session.sandbox.fail({ kind: 'status', status: 425, headers: { 'retry-after': '30' } }, { match: isUpload });
    await keys.press('Enter');
    await keyboardAt(buttonOf(panel, 'Cancel'));
    await says(panel, `Setting the avatar of ${maya.name}… Retrying in 31 s (attempt 2)`);
    await keys.press('Enter');
    await keyboardAt(buttonOf(panel, 'Set Avatar'));
    await says(panel, '');
  });

  it('the crop arrives, and that it is live is said', async () => {
    const { keys } = window.workbench;
    await keys.press('Enter');
    const page = await sent();
    await keyboardAt(page.getByRole('heading', { level: 1, name: `Avatar of ${maya.name}` }));
    await says(page, 'Live');
    const original = PNG.sync.read(readFileSync(join(window.session.folder, 'wide.png')));
    cropped = avatarOf(maya.agent_id);
    const got = PNG.sync.read(cropped);
    assert.deepEqual([got.width, got.height], [512, 512]);
    const side = 480 / 1.1;
    const asCropped = meanDifference(original, { x: 600 + side / 10, y: 240, side }, got);
    const asBefore = meanDifference(original, centred(original), got);
    assert.ok(asCropped < 2 && asBefore > 5, `${asCropped} from the crop, ${asBefore} from the middle`);
  });

  it('the list takes the keyboard, a row says what it is, and Enter shows its avatar', async () => {
    const { keys } = window.workbench;
    await keys.press('Control+W');
    await text().waitFor();
    await keys.run('Threetone: Focus on Recently Updated View');
    await keyboardAt(list());
    await keys.pressUntil('ArrowDown', 'the first row', async () => (await rowName(list())) !== undefined);
    assert.equal(await rowName(list()), `${maya.name}, avatar set now, live, wide.png`);
    await keys.press('Enter');
    await (await sent()).getByRole('heading', { level: 1, name: `Avatar of ${maya.name}` }).waitFor();
    await keyboardAt(list());
  });

  it('a row’s menu sets a new avatar', async () => {
    const { keys } = window.workbench;
    await keys.chooseFromMenu('Set New Avatar…');
    const page = await send(await answerImage('tall', 'tall.png'));
    await says(page, 'Live');
  });

  it('a row’s menu restores the earlier avatar', async () => {
    const { keys, quickInput } = window.workbench;
    assert.ok(!avatarOf(maya.agent_id).equals(cropped));
    await keys.run('Threetone: Focus on Recently Updated View');
    await keyboardAt(list());
    await keys.pressUntil('ArrowDown', 'the first row', async () => (await rowName(list())) !== undefined);
    await keys.chooseFromMenu('Restore Earlier Avatar…');
    await quickInput.waitFor({ title: /Restore Earlier Avatar of/ });
    await keys.answerByArrows('wide.png');
    const panel = await draft();
    await keyboardAt(stageOf(panel));
    await says(await send(panel), 'Live');
    assert.ok(avatarOf(maya.agent_id).equals(cropped));
  });

  it('what is discarded leaves the keyboard on Choose Image, and the closed panel gives it back', async () => {
    const { keys, quickInput } = window.workbench;
    const page = await sent();
    await keys.tabTo(buttonOf(page, 'Set Another…'));
    await keys.press('Enter');
    await quickInput.waitFor({ placeholder: /image/ });
    await keys.press('Escape');
    await quickInput.waitUntilClosed();
    await keyboardAt(buttonOf(page, 'Set Another…'));
    await keys.press('Enter');
    const panel = await answerImage('square', 'square.png');
    await keys.tabTo(buttonOf(panel, 'Discard'));
    await keys.press('Enter');
    await keyboardAt(buttonOf(await window.workbench.webviewFrame(/^Avatar Preview/), 'Choose Image…'));
    await keys.press('Control+W');
    await text().waitFor();
  });
});

function stageOf(panel: FrameLocator): Locator {
  return panel.getByRole('application', { name: stageName });
}

function buttonOf(panel: FrameLocator, name: string): Locator {
  return panel.getByRole('button', { name, exact: true });
}

/** Waits until the panel's live region says this. */
async function says(panel: FrameLocator, sentence: string): Promise<void> {
  const region = panel.getByRole('status');
  let said: string | null = null;
  await waitUntil(`“${sentence}” to be said`, async () => (said = await region.textContent()) === sentence).catch((error: unknown) => {
    throw new Error(`${String(error)} It says “${String(said)}”.`);
  });
}

/** The accessible name of the row that the keyboard is on. */
async function rowName(list: Locator): Promise<string | undefined> {
  const id = await list.getAttribute('aria-activedescendant');
  if (id === null || id === '') return undefined;
  return (await list.page().locator(`[id="${id}"]`).getAttribute('aria-label')) ?? undefined;
}
