import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
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
      container: 'Threetone Avatars',
      viewport: { width: 1100, height: 720 },
    });
    const shoot = async (name: string) => {
      await workbench.page.mouse.move(0, 0);
      await workbench.page.waitForTimeout(settled);
      await workbench.screenshot(join(folder, `${name}.png`));
      console.log(`media/readme/${name}.png`);
    };
    await workbench.explorer.open();
    await workbench.explorer.contextMenu('wide.png', 'Set as Agent Avatar…');
    await workbench.quickInput.waitFor({ title: /Set Agent Avatar/ });
    await workbench.quickInput.type(agent.agent_id);
    await workbench.quickInput.pick(agent.agent_id);
    const draft = await workbench.webviewFrame(/^New Avatar/);
    await draft.locator('button.primary:enabled').waitFor();
    await shoot('prepare');
    await draft.locator('button.primary').click();
    const sent = await workbench.webviewFrame(/^Avatar of/);
    await sent.locator('.visibility.live').waitFor();
    await workbench.sidebar.open('Threetone Avatars');
    await workbench.sidebar.row(agent.name).locator('.label-description', { hasText: 'live' }).waitFor();
    await workbench.clearNotifications();
    await shoot('live');
  } finally {
    await browser.close();
    await session.stop();
  }
}

/** The last drawing follows what was waited for by a moment. Milliseconds. */
const settled = 600;

void main();
