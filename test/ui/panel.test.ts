import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { PNG } from 'pngjs';
import { root } from '../support/root.ts';
import { centred, meanDifference } from '../support/samples/difference.ts';
import { DEMO_AGENTS, DEMO_API_KEY } from '../support/sandbox/demo.ts';
import { isUpload } from '../support/sandbox/isUpload.ts';
import { startSandbox } from '../support/sandbox/sandbox.ts';
import { themeSetting } from '../support/vscode/themes.ts';
import { waitUntil } from '../support/vscode/workbench/waiting.ts';
import { useWindow } from './window.ts';

const [first, second, third] = DEMO_AGENTS.map(({ agent_id }) => agent_id) as [string, string, string];
const images = join(root, 'out', 'screenshots');

/** The panel in the editor itself: from a chosen image to what the server got. One test goes on where another ended. */
describe('an avatar on its way through the panel', function () {
  this.bail(true);
  const window = useWindow({ withKey: true });

  const draftFor = async (agentId: string, fileName: string): Promise<FrameLocator> => {
    const { explorer, quickInput } = window.workbench;
    await explorer.open();
    await explorer.contextMenu(fileName, 'Set as Agent Avatar…');
    await quickInput.waitFor({ title: /Set Agent Avatar/ });
    await quickInput.type(agentId);
    await quickInput.pick(agentId);
    const panel = await window.workbench.webviewFrame(/^New Avatar/);
    await panel.getByText(fileName).waitFor();
    await panel.locator('button.primary:enabled').waitFor();
    return panel;
  };
  const press = (panel: FrameLocator, name: string) => panel.getByRole('button', { name, exact: true }).click();
  const postsOf = () => window.session.sandbox.requests.filter(({ method }) => method === 'POST').length;

  it('opens as a draft under the agent’s name, and nothing is sent yet', async () => {
    const panel = await draftFor(first, 'wide.png');
    // It was chosen by its id, maybe before the server's list was there.
    await panel.getByRole('heading', { level: 1, name: DEMO_AGENTS[0]!.name }).waitFor();
    assert.equal(postsOf(), 0);
    mkdirSync(images, { recursive: true });
    await window.workbench.screenshot(join(images, 'in-vscode-draft.png'));
  });

  it('comes back with its crop when the window is reloaded', async () => {
    let panel = await window.workbench.webviewFrame(/^New Avatar/);
    await panel.getByLabel('Zoom in percent').fill('200');
    await panel.getByLabel('Zoom in percent').press('Enter');
    await panel
      .getByText(/^512 × 512 PNG/)
      .first()
      .waitFor();
    await window.workbench.reload();
    panel = await window.workbench.webviewFrame(/^New Avatar/);
    await panel.locator('button.primary:enabled').waitFor();
    assert.equal(await panel.getByLabel('Zoom in percent').inputValue(), '200');
    await press(panel, 'Reset Crop');
  });

  it('comes back after its tab was closed, also when the window was reloaded since', async () => {
    for (const reloads of [false, true]) {
      let panel = await window.workbench.webviewFrame(/^New Avatar/);
      await panel.locator('button.primary:enabled').waitFor();
      const zoom = reloads ? '250' : '150';
      await panel.getByLabel('Zoom in percent').fill(zoom);
      await panel.getByLabel('Zoom in percent').press('Enter');
      await panel
        .getByText(/^512 × 512 PNG/)
        .first()
        .waitFor();
      await window.workbench.runCommand('View: Close Editor');
      if (reloads) await window.workbench.reload();
      assert.deepEqual(await window.workbench.tabs(), []);
      await window.workbench.runCommand('Threetone Avatars: Show Avatar Preview');
      panel = await window.workbench.webviewFrame(/^New Avatar/);
      await panel.locator('button.primary:enabled').waitFor();
      assert.equal(await panel.getByLabel('Zoom in percent').inputValue(), zoom);
      await press(panel, 'Reset Crop');
      await panel
        .getByText(/^512 × 512 PNG/)
        .first()
        .waitFor();
    }
    assert.equal(postsOf(), 0);
  });

  it('stays when the server fails, and says what to do next', async () => {
    const panel = await window.workbench.webviewFrame(/^New Avatar/);
    await panel.locator('button.primary:enabled').waitFor();
    window.session.sandbox.fail({ kind: 'status', status: 400, body: { detail: 'no' } }, { match: isUpload });
    await press(panel, 'Set Avatar');
    await panel.getByText(/refused the avatar/).waitFor();
    assert.equal(await panel.getByLabel('Zoom in percent').inputValue(), '100');
  });

  it('does not offer to send again what has been changed since it failed', async () => {
    const panel = await window.workbench.webviewFrame(/^New Avatar/);
    window.session.sandbox.fail({ kind: 'status', status: 401, body: { detail: 'no' } }, { match: isUpload });
    await press(panel, 'Set Avatar');
    await panel.getByRole('button', { name: 'Set API Key…' }).waitFor();
    await panel.getByLabel('Zoom in percent').fill('120');
    await panel.getByLabel('Zoom in percent').press('Enter');
    await panel.getByRole('button', { name: 'Set API Key…' }).waitFor({ state: 'hidden' });
    await press(panel, 'Reset Crop');
  });

  it('stays when sending is cancelled', async () => {
    const panel = await window.workbench.webviewFrame(/^New Avatar/);
    window.session.sandbox.fail(tooEarlyBy(30), { match: isUpload });
    await press(panel, 'Set Avatar');
    await panel
      .getByText(/Retrying in/)
      .first()
      .waitFor();
    await press(panel, 'Cancel');
    await panel.locator('button.primary:enabled').waitFor();
    assert.equal(await panel.getByRole('alert').count(), 0);
    window.session.sandbox.fail({ kind: 'stall' }, { match: isUpload });
    const uploads = postsOf();
    await press(panel, 'Set Avatar');
    const upload = () => window.session.sandbox.requests.filter(isUpload)[uploads];
    await waitUntil('the upload', () => Promise.resolve(upload()?.complete === true));
    await press(panel, 'Cancel');
    // Whoever has it all may set it, wanted or not.
    await panel.getByText(/the server already had the image/).waitFor();
    await panel.locator('button.primary:enabled').waitFor();
    assert.equal(window.session.sandbox.avatarOf(first), undefined);
  });

  it('arrives as the crop that was seen, and is shown live', async () => {
    let panel = await window.workbench.webviewFrame(/^New Avatar/);
    await press(panel, 'Set Avatar');
    panel = await window.workbench.webviewFrame(/^Avatar of/);
    await panel.locator('.visibility.live').waitFor();
    assert.equal(await panel.locator('#agent-id').textContent(), first);
    assert.equal(await panel.getByRole('heading', { level: 1 }).textContent(), `Avatar of ${DEMO_AGENTS[0]!.name}`);
    const original = PNG.sync.read(readFileSync(join(window.session.folder, 'wide.png')));
    const got = PNG.sync.read(window.session.sandbox.avatarOf(first)!.bytes);
    assert.deepEqual([got.width, got.height], [512, 512]);
    const difference = meanDifference(original, centred(original), got);
    assert.ok(difference < 2, String(difference));
    await window.workbench.screenshot(join(images, 'in-vscode-live.png'));
  });

  it('can be replaced and then restored, which shows the kept image as a draft first', async () => {
    const { quickInput } = window.workbench;
    const before = window.session.sandbox.avatarOf(first)!.bytes;
    let panel = await draftFor(first, 'transparent.png');
    await press(panel, 'Set Avatar');
    await window.workbench.webviewFrame(/^Avatar of/);
    const posts = postsOf();
    await window.workbench.runCommand('Threetone Avatars: Restore Earlier Avatar…');
    await quickInput.pick(DEMO_AGENTS[0]!.name);
    await quickInput.waitFor({ title: /Restore Earlier Avatar of/ });
    await quickInput.pick('wide.png');
    panel = await window.workbench.webviewFrame(/^New Avatar/);
    await panel.locator('button.primary:enabled').waitFor();
    assert.ok(await panel.getByLabel(/as it is/).isChecked());
    await panel.getByRole('img', { name: 'Current' }).waitFor();
    assert.equal(postsOf(), posts);
    await press(panel, 'Set Avatar');
    await window.workbench.webviewFrame(/^Avatar of/);
    assert.ok(window.session.sandbox.avatarOf(first)?.bytes.equals(before));
  });

  it('can be undone where it is shown, and the undoing undone', async () => {
    const shown = (file: RegExp) =>
      window.workbench.webviewFrame(/^Avatar of/).then((panel) => panel.locator('#file', { hasText: file }).waitFor());
    const panel = await window.workbench.webviewFrame(/^Avatar of/);
    const [before, posts] = [window.session.sandbox.avatarOf(first)!.bytes, postsOf()];
    await press(panel, 'Undo');
    await shown(/^transparent\.png/);
    assert.equal(postsOf(), posts + 1);
    assert.ok(!window.session.sandbox.avatarOf(first)?.bytes.equals(before));
    await press(panel, 'Undo');
    await shown(/^wide\.png/);
    assert.equal(postsOf(), posts + 2);
    assert.ok(window.session.sandbox.avatarOf(first)?.bytes.equals(before));
  });

  it('can be set for another agent without losing the crop', async () => {
    const panel = await draftFor(first, 'tall.png');
    await press(panel, 'Zoom In');
    const zoom = await panel.getByLabel('Zoom in percent').inputValue();
    await press(panel, 'Change Agent…');
    const { quickInput } = window.workbench;
    await quickInput.waitFor({ title: /Change Agent/ });
    await quickInput.type(second);
    await quickInput.pick(second);
    await panel
      .getByRole('heading', { level: 1 })
      .and(panel.locator(`[title="${second}"]`))
      .waitFor();
    assert.equal(await panel.getByLabel('Zoom in percent').inputValue(), zoom);
    await panel.locator('button.primary:enabled').waitFor();
    await window.workbench.clearNotifications();
    await press(panel, 'Set Avatar');
    await window.workbench.webviewFrame(/^Avatar of/);
    assert.ok(window.session.sandbox.avatarOf(second));
  });

  it('shows its progress in a notification while another tab hides it', async () => {
    const { notifications } = window.workbench;
    const panel = await draftFor(second, 'photo.jpg');
    window.session.sandbox.fail(tooEarlyBy(30), { match: isUpload });
    await press(panel, 'Set Avatar');
    await window.workbench.runCommand('File: New Untitled Text File');
    await notifications.click(/Setting the avatar/, 'Cancel');
    await notifications.waitUntilGone(/Setting the avatar/);
  });

  it('is in the list while it is the agent’s first, and said to be set when nobody sees the panel', async () => {
    const { notifications, sidebar } = window.workbench;
    const panel = await draftFor(third, 'square.png');
    window.session.sandbox.fail({ kind: 'delay', ms: 6_000 }, { match: isUpload });
    await press(panel, 'Set Avatar');
    await window.workbench.runCommand('File: New Untitled Text File');
    await sidebar.open('Threetone');
    const row = sidebar.row(DEMO_AGENTS[2]!.name);
    await row.locator('.label-description', { hasText: 'sending a new avatar' }).waitFor();
    await notifications.waitFor(/The avatar of .* is set\./);
    await row.locator('.label-description', { hasText: 'now' }).waitFor();
    assert.deepEqual(
      (await sidebar.rows()).map(({ label }) => label),
      [2, 1, 0].map((index) => DEMO_AGENTS[index]!.name),
    );
  });

  it('goes on by itself when another draft takes the panel: its progress, its failure, and Try Again', async () => {
    const { notifications } = window.workbench;
    const name = DEMO_AGENTS[2]!.name;
    const before = window.session.sandbox.avatarOf(third)!.bytes;
    for (let attempt = 0; attempt < 4; attempt++) window.session.sandbox.fail(busyFor(2), { match: isUpload });
    await press(await draftFor(third, 'wide.png'), 'Set Avatar');
    const next = await draftFor(second, 'tall.png');
    await notifications.waitFor(new RegExp(`Setting the avatar of ${name}`));
    await notifications.waitFor(/Too many requests/);
    assert.ok(window.session.sandbox.avatarOf(third)?.bytes.equals(before));
    assert.ok(await next.getByRole('button', { name: 'Set Avatar', exact: true }).isEnabled());
    await notifications.click(/Too many requests/, 'Try Again');
    await notifications.waitFor(new RegExp(`The avatar of ${name} is set`));
    assert.ok(!window.session.sandbox.avatarOf(third)?.bytes.equals(before));
    await next.getByText('tall.png').waitFor();
    assert.ok(await next.getByRole('button', { name: 'Set Avatar', exact: true }).isEnabled());
  });

  it('has a thumbnail in the list when its image is too large to be one', async () => {
    const { sidebar } = window.workbench;
    const large = new PNG({ width: 2200, height: 2200 });
    large.data.fill(0xff);
    const bytes = PNG.sync.write(large);
    writeFileSync(join(window.session.folder, 'large.png'), bytes);
    const panel = await draftFor(third, 'large.png');
    await panel.getByLabel(/as it is/).setChecked(true);
    await panel.locator('button.primary:enabled').waitFor();
    await press(panel, 'Set Avatar');
    await window.workbench.webviewFrame(/^Avatar of/);
    assert.ok(window.session.sandbox.avatarOf(third)?.bytes.equals(bytes));
    await sidebar.open('Threetone');
    const thumbnail = `${createHash('sha256').update(bytes).digest('hex')}.thumbnail.png`;
    await sidebar.row(DEMO_AGENTS[2]!.name).locator(`.custom-view-tree-node-item-icon[style*="${thumbnail}"]`).waitFor();
  });

  it('goes to no other server than the one its agent was chosen on, nor does what is done to it afterwards', async () => {
    const { notifications } = window.workbench;
    const { server, userSettings, sandbox } = window.session;
    const other = await startSandbox({ apiKeys: [DEMO_API_KEY], agents: DEMO_AGENTS });
    const reloadWith = async (url: string, title: RegExp) => {
      server.writeUserSettings({ ...userSettings, ...themeSetting(server.build, 'dark'), 'threetoneAvatars.baseUrl': url });
      await window.workbench.reload();
      return window.workbench.webviewFrame(title);
    };
    try {
      await draftFor(second, 'square.png');
      const posts = postsOf();
      let panel = await reloadWith(other.url, /^New Avatar/);
      await press(panel, 'Set Avatar');
      await panel.getByText(belongsElsewhere).waitFor();
      panel = await reloadWith(sandbox.url, /^New Avatar/);
      await press(panel, 'Set Avatar');
      await window.workbench.webviewFrame(/^Avatar of/);
      assert.equal(postsOf(), posts + 1);
      panel = await reloadWith(other.url, /^Avatar of/);
      await press(panel, 'Restore Earlier Avatar…');
      await notifications.waitFor(belongsElsewhere);
      assert.equal(postsOf(), posts + 1);
      assert.equal(other.requests.filter(({ method }) => method === 'POST').length, 0);
    } finally {
      await other.close();
    }
  });
});

/** A server that wants this request again after so many seconds, and lets others come. */
const tooEarlyBy = (seconds: number) => ({ kind: 'status', status: 425, headers: { 'retry-after': `${seconds}` } }) as const;

/** A server that asks to be left alone for so many seconds. */
const busyFor = (seconds: number) => ({ kind: 'status', status: 429, headers: { 'retry-after': `${seconds}` } }) as const;

const belongsElsewhere = /belongs to 127\.0\.0\.1:\d+, which is not the server in use now/;
