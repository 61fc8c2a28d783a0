import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import { DEMO_AGENTS } from '../sandbox/demo.ts';
import { startSession } from '../session/session.ts';
import { launchBrowser } from '../vscode/browser.ts';
import { Workbench } from '../vscode/workbench.ts';

const agent = DEMO_AGENTS[0]!;
const image = 'square.png';

/**
 * Does the main job in a real window as a person would, by clicking and typing: right-click an image, name the agent,
 * look at the draft, send it, see it live, find the agent in the sidebar.
 *
 * @throws when a step does not come about, or the server has other bytes than the file
 */
export async function runDemo(say: (line: string) => void): Promise<void> {
  const folder = join(root, 'out', 'demo');
  mkdirSync(folder, { recursive: true });
  const session = await startSession({ build: 'stable', withKey: true, say });
  try {
    const browser = await launchBrowser(say);
    try {
      const workbench = await Workbench.open(browser, session.server, {
        folder: session.folder,
        userSettings: session.userSettings,
        container: 'Threetone',
      });
      let shots = 0;
      const step = async (text: string) => {
        const file = join(folder, `${++shots}.png`);
        await workbench.screenshot(file);
        say(`${shots}. ${text}  (${file})`);
      };
      await workbench.explorer.open();
      await step('A window is open on a folder of images.');
      await workbench.explorer.contextMenu(image, 'Set as Agent Avatar…');
      await workbench.quickInput.waitFor({ title: /Set Agent Avatar/ });
      await workbench.quickInput.type(agent.agent_id);
      await step(`Right-clicked ${image}, chose “Set as Agent Avatar…”, typed ${agent.agent_id}.`);
      await workbench.quickInput.pick(agent.agent_id);
      const draft = await workbench.webviewFrame(/^New Avatar/);
      await draft.locator('button.primary:enabled').waitFor();
      await step('The preview shows the image as the widget will, beside the avatar of now.');
      await draft.getByRole('button', { name: 'Set Avatar', exact: true }).click();
      const sent = await workbench.webviewFrame(/^Avatar of/);
      await sent.locator('.visibility.live').waitFor();
      await step('Chose “Set Avatar”: it was sent, and it is live.');
      await workbench.sidebar.open('Threetone');
      await workbench.sidebar.row(agent.name).waitFor();
      await step('The agent is on top of “Recently Updated”.');
      await workbench.runCommand('Threetone Avatars: Show Log');
      await workbench.page.locator('.part.panel .view-line', { hasText: 'POST' }).waitFor();
      await step('“Show Log” says what was sent where, and what came back.');
      const kept = session.sandbox.avatarOf(agent.agent_id);
      if (!kept?.bytes.equals(readFileSync(join(session.folder, image)))) {
        throw new Error('The server does not have the bytes of the file.');
      }
      say(`The server has the same ${kept.bytes.length} bytes, SHA-256 ${kept.sha256}.`);
    } finally {
      await browser.close();
    }
  } finally {
    await session.stop();
  }
}
