import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { DEMO_AGENTS } from '../support/sandbox/demo.ts';
import { Workbench } from '../support/vscode/workbench.ts';
import { waitUntil } from '../support/vscode/workbench/waiting.ts';
import { useWindow } from './window.ts';

const [maya, order, clinic] = DEMO_AGENTS.map(({ agent_id, name }) => ({ id: agent_id, name })) as [Agent, Agent, Agent];
const container = 'Threetone';

interface Agent {
  readonly id: string;
  readonly name: string;
}

/** What one window does, another shows; and what only a mouse can do. */
describe('agents and their history, in two windows', function () {
  // Each step stands on the one before: after the first that fails, the others would only repeat it.
  this.bail(true);
  const window = useWindow({ withKey: true }, { userSettings: { 'threetoneAvatars.reviewBeforeUpload': false } });
  let other: Workbench;

  before(async function () {
    this.timeout(120_000);
    const { folder, userSettings, server } = window.session;
    const settings = { ...userSettings, 'threetoneAvatars.reviewBeforeUpload': false };
    other = await Workbench.open(window.browser, server, { folder, userSettings: settings, container });
    await other.sidebar.open(container);
    await other.sidebar.welcome(/appear here/).waitFor();
  });
  after(() => other.close());

  const bytesOf = (name: string) => readFileSync(join(window.session.folder, name));
  const hashOf = (name: string) => createHash('sha256').update(bytesOf(name)).digest('hex');

  const editorFiles = () => readdirSync(window.session.editorFolder, { recursive: true }) as string[];
  /** What the history on disk says of the avatar that was sent under this name. */
  const recordOf = (fileName: string) => {
    const records = editorFiles().filter((path) => /[0-9a-z]{9}-[0-9a-f]{12}-.*\.json$/.test(path));
    const texts = records.map((path) => readFileSync(join(window.session.editorFolder, path), 'utf8'));
    const entries = texts.map((text) => (JSON.parse(text) as { update: { image: { fileName: string; source?: string } } }).update);
    const found = entries.find(({ image }) => image.fileName === fileName);
    assert.ok(found, `${fileName} is in none of ${records.length} records`);
    return found;
  };

  it('an agent is found by its name, on the server, as one types', async () => {
    const { explorer, quickInput } = window.workbench;
    await explorer.open();
    await explorer.contextMenu('square.png', 'Set as Agent Avatar…');
    await quickInput.waitFor({ title: /Set Agent Avatar/ });
    // The sample page of the workspace names her.
    await quickInput.row(maya.name).waitFor();
    await quickInput.type('clin');
    await window.session.sandbox.waitForRequest(({ query }) => query.get('search') === 'clin');
    await quickInput.row(clinic.name).waitFor();
    // A click on a row that has just come counts as meant for another: a person clicks again.
    await waitUntil('the row to be taken', async () => {
      await quickInput.pick(clinic.name);
      return quickInput.closes();
    });
    await window.workbench.waitForTab(/Avatar of/);
    assert.ok(window.session.sandbox.avatarOf(clinic.id)?.bytes.equals(bytesOf('square.png')));
  });

  it('the other window shows it by itself, with its image', async () => {
    await other.sidebar.row(clinic.name).waitFor();
    await image(other.sidebar.row(clinic.name), hashOf('square.png'));
  });

  it('a second avatar takes the place of the first in both, and Undo brings the first back', async () => {
    const { explorer, quickInput, notifications, sidebar } = window.workbench;
    await explorer.contextMenu('transparent.png', 'Set as Agent Avatar…');
    await quickInput.pick(clinic.name);
    await notifications.waitFor(/The avatar of Clinic appointments is set/);
    await image(other.sidebar.row(clinic.name), hashOf('transparent.png'));
    await notifications.click(/The avatar of Clinic appointments is set/, 'Undo');
    await image(other.sidebar.row(clinic.name), hashOf('square.png'));
    assert.ok(window.session.sandbox.avatarOf(clinic.id)?.bytes.equals(bytesOf('square.png')));
    await sidebar.open(container);
    await image(sidebar.row(clinic.name), hashOf('square.png'));
  });

  it('an image can be dropped on an agent: from an editor, and from the desktop', async () => {
    const { page, sidebar, quickInput } = window.workbench;
    await page.keyboard.press('Control+P');
    await quickInput.waitFor();
    await quickInput.type('photo.jpg');
    await quickInput.pick('photo.jpg');
    await window.workbench.waitForTab(/photo\.jpg/);
    await page.locator('.tabs-container .tab', { hasText: 'photo.jpg' }).dragTo(sidebar.row(clinic.name));
    await image(sidebar.row(clinic.name), hashOf('photo.jpg'));
    assert.ok(window.session.sandbox.avatarOf(clinic.id)?.bytes.equals(bytesOf('photo.jpg')));

    await dropFiles(sidebar.row(clinic.name), [{ name: 'wide.png', bytes: bytesOf('wide.png') }]);
    await image(sidebar.row(clinic.name), hashOf('wide.png'));
    const kept = window.session.sandbox.avatarOf(clinic.id);
    assert.ok(kept);
    assert.ok(kept.bytes.equals(bytesOf('wide.png')));
    assert.equal(kept.fileName, 'wide.png');
    assert.match(recordOf('photo.jpg').image.source ?? '', /photo\.jpg$/);
    assert.equal(recordOf('wide.png').image.source, undefined);
    assert.deepEqual(
      editorFiles().filter((path) => /dropped|wide\.png/.test(path)),
      [],
    );
  });

  it('several images on one agent are a sentence', async () => {
    const { sidebar, notifications } = window.workbench;
    const uploads = window.session.sandbox.requests.filter(({ method }) => method === 'POST').length;
    const files = ['square.png', 'wide.png'].map((name) => ({ name, bytes: bytesOf(name) }));
    await dropFiles(sidebar.row(clinic.name), files);
    await notifications.waitFor(/An agent has one avatar/);
    assert.equal(window.session.sandbox.requests.filter(({ method }) => method === 'POST').length, uploads);
  });

  it('a row says more when it is pointed at', async () => {
    const { sidebar } = window.workbench;
    await sidebar.row(clinic.name).locator('.label-description', { hasText: 'live' }).waitFor();
    // The mouse lies on the row since the drop: only one that comes from elsewhere points at it.
    await window.workbench.page.mouse.move(0, 0);
    const tooltip = (await sidebar.tooltip(clinic.name)).replaceAll('\u00a0', ' ');
    for (const part of [clinic.name, clinic.id, 'wide.png', window.session.sandbox.avatarOf(clinic.id)!.url]) {
      assert.ok(tooltip.includes(part), `${part} is not in: ${tooltip}`);
    }
  });

  it('an earlier avatar is restored from the row', async () => {
    const { sidebar, quickInput } = window.workbench;
    await sidebar.rowContextMenu(clinic.name, 'Restore Earlier Avatar…');
    await quickInput.waitFor({ title: /Restore Earlier Avatar of Clinic/ });
    await quickInput.pick('transparent.png');
    await image(other.sidebar.row(clinic.name), hashOf('transparent.png'));
    assert.ok(window.session.sandbox.avatarOf(clinic.id)?.bytes.equals(bytesOf('transparent.png')));
  });

  it('both windows write; each shows both agents', async () => {
    await other.explorer.open();
    await other.explorer.contextMenu('tall.png', 'Set as Agent Avatar…');
    await other.quickInput.pick(order.name);
    await window.workbench.sidebar.row(order.name).waitFor();
    assert.deepEqual(
      (await window.workbench.sidebar.rows()).map(({ label }) => label),
      [order.name, clinic.name],
    );
  });

  it('what one window forgets is gone from the other', async () => {
    await other.sidebar.open(container);
    await other.sidebar.rowContextMenu(order.name, 'Remove from List');
    await window.workbench.sidebar.row(order.name).waitFor({ state: 'detached' });
    await window.workbench.runCommand('Threetone Avatars: Clear History…');
    await window.workbench.dialog.waitFor(/Clear the avatar history/);
    await window.workbench.dialog.click('Clear History');
    await other.sidebar.welcome(/appear here/).waitFor();
    await window.workbench.sidebar.welcome(/appear here/).waitFor();
  });
});

/** Waits until a row's icon is the image of this hash. */
async function image(row: Locator, hash: string): Promise<void> {
  await row.locator(`.custom-view-tree-node-item-icon[style*="${hash}"]`).waitFor();
}

/** Drops files as a desktop does: with a name and bytes, and no place that the editor could know. */
async function dropFiles(row: Locator, files: readonly { name: string; bytes: Buffer }[]): Promise<void> {
  // The row is drawn anew when it is seen to be live: nothing can be dropped on what has gone.
  await row.locator('.label-description', { hasText: 'live' }).waitFor();
  const given = files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') }));
  await row.evaluate((target, dropped) => {
    const dataTransfer = new DataTransfer();
    for (const { name, base64 } of dropped) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], name, { type: 'image/png' }));
    }
    const { x, y, width, height } = target.getBoundingClientRect();
    const place = { clientX: x + width / 2, clientY: y + height / 2, bubbles: true, cancelable: true, dataTransfer };
    for (const kind of ['dragenter', 'dragover', 'drop']) target.dispatchEvent(new DragEvent(kind, place));
  }, given);
}
