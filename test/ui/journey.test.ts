import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_AGENTS, DEMO_API_KEY } from '../support/sandbox/demo.ts';
import { isUpload } from '../support/sandbox/isUpload.ts';
import { waitUntil } from '../support/vscode/workbench/waiting.ts';
import { useWindow } from './window.ts';

const [first, second, third] = DEMO_AGENTS.map(({ agent_id }) => agent_id) as [string, string, string];
const container = 'Threetone';

/** One person's first quarter of an hour, in order: each test goes on where the one before it ended. */
describe('from nothing to an avatar and on', function () {
  // Each step stands on the one before: after the first that fails, the others would only repeat it.
  this.bail(true);
  // A server that does not list its agents: they are known by their ids alone.
  const window = useWindow(
    { sandbox: { strictAgents: true, agentList: 404 } },
    { userSettings: { 'threetoneAvatars.reviewBeforeUpload': false } },
  );
  const file = (name: string) => readFileSync(join(window.session.folder, name));
  const assertServerHas = (agentId: string, name: string) => {
    const kept = window.session.sandbox.avatarOf(agentId);
    assert.ok(kept, `the server has no avatar of ${agentId}`);
    assert.ok(kept.bytes.equals(file(name)), `the server has other bytes than ${name}`);
  };

  it('the sidebar asks for a key first', async () => {
    const { sidebar } = window.workbench;
    await sidebar.open(container);
    await sidebar.welcome(/API key/).waitFor();
  });

  it('the first upload, from the Explorer, asks for the agent, then for the key, and goes on', async () => {
    const { explorer, quickInput, sidebar } = window.workbench;
    await explorer.open();
    await explorer.contextMenu('square.png', 'Set as Agent Avatar…');
    await quickInput.waitFor({ title: /Set Agent Avatar/ });
    await quickInput.type(first);
    await quickInput.pick(first);
    await quickInput.waitFor({ title: /Set API Key/ });
    assert.ok(await quickInput.isPassword());
    await quickInput.submit(`  ${DEMO_API_KEY}\t`);
    const preview = await window.workbench.webviewFrame(/^Avatar of/);
    await preview.locator('.light .avatar.open').waitFor();
    assertServerHas(first, 'square.png');
    await sidebar.open(container);
    await sidebar.row(first).waitFor();
  });

  it('the preview shows the image round, the agent, the URL and when', async () => {
    const preview = await window.workbench.webviewFrame(/^Avatar of/);
    assert.equal(await preview.locator('#agent-id').textContent(), first);
    assert.equal(await preview.locator('#url').textContent(), window.session.sandbox.avatarOf(first)?.url);
    assert.match(await preview.locator('#when').innerText(), /^Set \w+day, /);
    const shown = await preview.locator('.light .avatar.open').evaluate((image: HTMLCanvasElement) => ({
      round: getComputedStyle(image).borderRadius,
      side: image.clientWidth,
      alpha: image.getContext('2d')?.getImageData(96, 96, 1, 1).data[3],
    }));
    assert.deepEqual(shown, { round: '50%', side: 192, alpha: 255 });
    await preview.getByRole('button', { name: 'Copy Avatar URL' }).click();
    await window.workbench.waitForClipboard(window.session.sandbox.avatarOf(first)?.url);
  });

  it('the palette asks for the agent and the image, and Back goes back', async () => {
    const { quickInput, sidebar } = window.workbench;
    await window.workbench.runCommand('Threetone Avatars: Set Agent Avatar…');
    await quickInput.waitFor({ title: /Set Agent Avatar.*1\/2/ });
    await quickInput.type(third);
    await quickInput.pick(third);
    await quickInput.waitFor({ title: /2\/2/ });
    await quickInput.clickButton('Back');
    await quickInput.waitFor({ title: /1\/2/ });
    await quickInput.type(second);
    await quickInput.pick(second);
    await quickInput.waitFor({ title: /2\/2/ });
    await quickInput.pick('photo.jpg');
    await window.workbench.waitForTab(new RegExp(second));
    assertServerHas(second, 'photo.jpg');
    await sidebar.row(second).waitFor();
    assert.deepEqual(
      (await sidebar.rows()).map(({ label }) => label),
      [second, first],
    );
  });

  it('an image can be browsed for', async () => {
    const { quickInput } = window.workbench;
    await window.workbench.runCommand('Threetone Avatars: Set Agent Avatar…');
    await quickInput.waitFor({ title: /1\/2/ });
    await quickInput.pick(second);
    await quickInput.waitFor({ title: /2\/2/ });
    await quickInput.pick('Browse…');
    await window.workbench.chooseFile(join(window.session.folder, 'wide.png'));
    const preview = await window.workbench.webviewFrame(new RegExp(second));
    await preview.locator('#file', { hasText: 'wide.png' }).waitFor();
    assertServerHas(second, 'wide.png');
  });

  it('a row of the tree can be given a new avatar', async () => {
    const { sidebar, quickInput } = window.workbench;
    await sidebar.rowAction(first, 'Set New Avatar…');
    await quickInput.waitFor({ placeholder: /image/ });
    await quickInput.pick('transparent.png');
    const preview = await window.workbench.webviewFrame(new RegExp(first));
    await preview.locator('#file', { hasText: 'transparent.png' }).waitFor();
    assertServerHas(first, 'transparent.png');
    // The panel may show it a moment before the tree does.
    const labels = async () => (await sidebar.rows()).map(({ label }) => label).join();
    await waitUntil('the agent as the first row', async () => (await labels()) === [first, second].join());
  });

  it('a row says who, when and more, and its things can be copied', async () => {
    const { sidebar } = window.workbench;
    // Until the public avatar was looked at, the row still changes, which takes a hover away.
    await sidebar.row(first).locator('.label-description', { hasText: 'live' }).waitFor();
    const [row] = await sidebar.rows();
    assert.equal(row?.label, first);
    assert.match(row.description, /now|min/);
    const tooltip = await sidebar.tooltip(first);
    for (const part of [first, 'transparent.png', window.session.sandbox.avatarOf(first)!.url, String(new Date().getFullYear())]) {
      assert.ok(tooltip.includes(part), `${part} is not in: ${tooltip}`);
    }
    await sidebar.rowContextMenu(first, 'Copy Agent ID');
    await window.workbench.waitForClipboard(first);
    await sidebar.rowContextMenu(first, 'Copy Avatar URL');
    await window.workbench.waitForClipboard(window.session.sandbox.avatarOf(first)?.url);
  });

  it('a reload of the window loses nothing: preview and list; a key that VS Code forgot is asked for again', async () => {
    const { sidebar, explorer, quickInput } = window.workbench;
    await window.workbench.reload();
    const preview = await window.workbench.webviewFrame(new RegExp(first));
    await preview.locator('#file', { hasText: 'transparent.png' }).waitFor();
    await sidebar.open(container);
    await sidebar.row(first).waitFor();
    await sidebar.row(second).waitFor();
    await explorer.open();
    await explorer.contextMenu('tall.png', 'Set as Agent Avatar…');
    await quickInput.pick(first);
    // In a browser without a keyring VS Code keeps secrets in memory only: what a person without one meets anywhere.
    await quickInput.waitFor({ title: /Set API Key/ });
    await quickInput.waitForMessage(/THREETONE_API_KEY/);
    await quickInput.submit(DEMO_API_KEY);
    await preview.locator('#file', { hasText: 'tall.png' }).waitFor();
    assertServerHas(first, 'tall.png');
  });

  it('a key that no longer holds is asked for anew, and the upload goes on', async () => {
    const { explorer, quickInput, notifications } = window.workbench;
    window.session.sandbox.fail(
      { kind: 'status', status: 401, body: { detail: { status: 'invalid_api_key', message: 'revoked' } } },
      { match: isUpload },
    );
    await explorer.open();
    await explorer.contextMenu('photo.jpg', 'Set as Agent Avatar…');
    await quickInput.pick(first);
    await notifications.click(/did not accept the API key/, 'Set API Key…');
    await quickInput.waitFor({ title: /Set API Key/ });
    await quickInput.submit(DEMO_API_KEY);
    const preview = await window.workbench.webviewFrame(new RegExp(first));
    await preview.locator('#file', { hasText: 'photo.jpg' }).waitFor();
    assertServerHas(first, 'photo.jpg');
  });

  it('Cancel stops an upload, and nothing is said about it', async () => {
    const { explorer, quickInput, notifications } = window.workbench;
    // The notification of the upload before stays for a moment after its end.
    await notifications.waitUntilGone(/Setting the avatar/);
    window.session.sandbox.fail({ kind: 'status', status: 425, headers: { 'retry-after': '30' } }, { match: isUpload });
    const asked = window.session.sandbox.requestCount;
    await explorer.contextMenu('square.png', 'Set as Agent Avatar…');
    await quickInput.pick(first);
    // A look at the agent's avatar goes before it.
    await window.session.sandbox.waitForRequest((request) => isUpload(request) && request.index >= asked);
    await notifications.click(/Setting the avatar/, 'Cancel');
    await notifications.waitUntilGone(/Setting the avatar/);
    assert.deepEqual(complaints(await notifications.all()), []);
    assertServerHas(first, 'photo.jpg');
  });

  it('Escape at any question ends it without a word', async () => {
    const { quickInput, notifications } = window.workbench;
    const asked = window.session.sandbox.requests.length;
    await window.workbench.runCommand('Threetone Avatars: Set Agent Avatar…');
    await quickInput.waitFor({ title: /1\/2/ });
    await quickInput.escape();
    await window.workbench.runCommand('Threetone Avatars: Set Agent Avatar…');
    await quickInput.waitFor({ title: /1\/2/ });
    await quickInput.pick(first);
    await quickInput.waitFor({ title: /2\/2/ });
    await quickInput.escape();
    assert.deepEqual(complaints(await notifications.all()), []);
    assert.equal(window.session.sandbox.requests.length, asked);
  });

  it('a bad image is refused with its reason, before anything is asked', async () => {
    const { explorer, notifications } = window.workbench;
    await explorer.open();
    await explorer.contextMenu('text.png', 'Set as Agent Avatar…');
    await notifications.waitFor(/“text.png” is not a PNG/);
    await window.workbench.clearNotifications();
  });

  it('only image files have the menu entry', async () => {
    assert.ok(!(await window.workbench.explorer.contextMenuItems('index.html')).includes('Set as Agent Avatar…'));
  });

  it('an agent can be taken off the list, after a question', async () => {
    const { dialog, sidebar } = window.workbench;
    await sidebar.open(container);
    await sidebar.rowContextMenu(second, 'Remove from List');
    // Earlier avatars of it could still be restored.
    await dialog.waitFor(/Remove .* from the list/);
    await dialog.click('Remove');
    await sidebar.row(second).waitFor({ state: 'detached' });
    assert.deepEqual(
      (await sidebar.rows()).map(({ label }) => label),
      [first],
    );
  });

  it('the key can be cleared, after a question', async () => {
    const { dialog, sidebar } = window.workbench;
    await window.workbench.runCommand('Threetone Avatars: Clear API Key…');
    const { message } = await dialog.waitFor(/Clear the API key/);
    assert.match(message, /127\.0\.0\.1/);
    await dialog.click('Clear API Key');
    await sidebar.rowContextMenu(first, 'Remove from List');
    await dialog.waitFor(/Remove .* from the list/);
    await dialog.click('Remove');
    await sidebar.welcome(/API key/).waitFor();
  });

  it('a key that cannot be a header is refused while it is typed', async () => {
    const { quickInput, sidebar } = window.workbench;
    await window.workbench.runCommand('Threetone Avatars: Set API Key…');
    await quickInput.waitFor({ title: /Set API Key/ });
    await quickInput.type('schlüssel');
    await quickInput.waitForMessage(/cannot contain/);
    await quickInput.submit(DEMO_API_KEY);
    await sidebar.open(container);
    await sidebar.welcome(/appear here/).waitFor();
  });
});

/** What is said apart from the offer to undo what was set just before. */
function complaints(notifications: readonly string[]): string[] {
  return notifications.filter((text) => !/^The avatar of .* is set\.$/.test(text));
}
