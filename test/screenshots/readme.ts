import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { root } from '../support/root.ts';
import { DEMO_AGENTS } from '../support/sandbox/demo.ts';
import { startSession } from '../support/session/session.ts';
import { launchBrowser } from '../support/vscode/browser.ts';
import { Workbench } from '../support/vscode/workbench.ts';

/** `npm run pictures`: the pictures of README.md, taken of the packaged extension in a real VS Code, in `media/readme`. */
const folder = join(root, 'media', 'readme');
const agent = DEMO_AGENTS[0]!;

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const session = await startSession({ build: 'stable', withKey: true, say: console.log });
  const browser = await launchBrowser(console.log);
  try {
    const workbench = await Workbench.open(browser, session.server, {
      folder: session.folder,
      userSettings: session.userSettings,
      container: 'Threetone',
      viewport: { width: 1100, height: 720 },
    });
    const shoot = async (name: string) => {
      await workbench.page.mouse.move(0, 0);
      await workbench.page.waitForTimeout(settled);
      const image = await asWebP(workbench.page, await workbench.page.screenshot());
      writeFileSync(join(folder, `${name}.webp`), image);
      console.log(`media/readme/${name}.webp: ${Math.ceil(image.length / 1000)} kB`);
    };
    await workbench.explorer.open();
    await workbench.explorer.contextMenu('wide.png', 'Set as Agent Avatar…');
    await workbench.quickInput.waitFor({ title: /Set Agent Avatar/ });
    await workbench.quickInput.type(agent.agent_id);
    await workbench.quickInput.pick(agent.agent_id);
    const draft = await workbench.webviewFrame(/^New Avatar/);
    await cropToFace(workbench.page, draft);
    await draft.locator('button.primary:enabled').waitFor();
    await shoot('prepare');
    await draft.locator('button.primary').click();
    const sent = await workbench.webviewFrame(/^Avatar of/);
    await sent.locator('.visibility.live').waitFor();
    await workbench.sidebar.open('Threetone');
    await workbench.sidebar.row(agent.name).locator('.label-description', { hasText: 'live' }).waitFor();
    await workbench.clearNotifications();
    await shoot('live');
  } finally {
    await browser.close();
    await session.stop();
  }
}

/** Brings the robot's head in wide.png, which stands left of the middle, into the circle with room around it. */
async function cropToFace({ keyboard }: Page, draft: FrameLocator): Promise<void> {
  await draft.getByLabel('Zoom in percent').fill('150');
  await keyboard.press('Enter');
  const stage = draft.getByRole('application');
  await stage.focus();
  // An arrow key moves the image by a hundredth of the square, with Shift by ten of them.
  const moves = [
    ['Shift+ArrowRight', 10],
    ['ArrowRight', 1],
    ['Shift+ArrowDown', 2],
    ['ArrowDown', 5],
  ] as const;
  for (const [key, times] of moves) {
    for (let time = 0; time < times; time++) await keyboard.press(key);
  }
  await stage.blur();
}

/** A screenshot in a quarter of its size as PNG, so that the package can carry it. The browser has the encoder. */
async function asWebP(page: Page, png: Buffer): Promise<Buffer> {
  const encoded = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.9).slice('data:image/webp;base64,'.length);
  }, png.toString('base64'));
  return Buffer.from(encoded, 'base64');
}

/** The last drawing follows what was waited for by a moment. Milliseconds. */
const settled = 600;

void main();
