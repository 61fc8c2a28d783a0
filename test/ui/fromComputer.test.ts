import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_AGENTS } from '../support/sandbox/demo.ts';
import { useWindow } from './window.ts';

const [maya, order] = DEMO_AGENTS as [(typeof DEMO_AGENTS)[0], (typeof DEMO_AGENTS)[0]];

/** The extension runs where the folder is, and the image lies where the browser is. */
describe('an image of the person’s own computer, in a remote window', () => {
  const window = useWindow({ withKey: true });
  const own = () => ({ name: 'from my disk.png', mimeType: 'image/png', buffer: readFileSync(join(window.session.folder, 'square.png')) });

  const choose = async (press: () => Promise<void>, file = own()) => {
    const chooser = window.workbench.page.waitForEvent('filechooser');
    await press();
    await (await chooser).setFiles(file);
  };

  it('is chosen in the preview, after the agent', async () => {
    const { quickInput } = window.workbench;
    await window.workbench.runCommand('Threetone Avatars: Set Agent Avatar…');
    await quickInput.pick(maya.name);
    await quickInput.waitFor({ title: /2\/2/ });
    await quickInput.pick('From This Computer…');
    let panel = await window.workbench.webviewFrame(new RegExp(`^New Avatar: ${maya.name}`));
    await panel.getByText(`Choose an image for ${maya.name}`).waitFor();
    // The agent stays chosen when the window is reloaded before an image is.
    await window.workbench.reload();
    panel = await window.workbench.webviewFrame(new RegExp(`^New Avatar: ${maya.name}`));
    await panel.getByText(`Choose an image for ${maya.name}`).waitFor();
    await choose(() => panel.getByRole('button', { name: 'From This Computer…' }).click());
    await panel.getByText('from my disk.png').waitFor();
    await panel.getByRole('button', { name: 'Set Avatar', exact: true }).click();
    await window.workbench.webviewFrame(/^Avatar of/);
    assert.ok(window.session.sandbox.avatarOf(maya.agent_id)?.bytes.equals(own().buffer));
    assert.equal(window.session.sandbox.avatarOf(maya.agent_id)?.fileName, 'from my disk.png');
  });

  it('takes the place of another in a draft', async () => {
    const { explorer, quickInput } = window.workbench;
    await explorer.open();
    await explorer.contextMenu('wide.png', 'Set as Agent Avatar…');
    await quickInput.pick(order.name);
    const panel = await window.workbench.webviewFrame(new RegExp(`^New Avatar: ${order.name}`));
    await panel.getByText('wide.png').waitFor();
    const press = () => panel.getByRole('button', { name: 'From This Computer…' }).click();
    await choose(press, { ...own(), name: 'nothing.png', buffer: Buffer.alloc(0) });
    await panel.getByText('“nothing.png” is empty. Choose another image.').waitFor();
    await panel.getByText('wide.png').waitFor();
    await choose(press);
    await panel.getByText('from my disk.png').waitFor();
    assert.equal(window.session.sandbox.avatarOf(order.agent_id), undefined);
  });
});
