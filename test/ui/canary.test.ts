import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/root.ts';
import { DEMO_AGENTS } from '../support/sandbox/demo.ts';
import { isUpload } from '../support/sandbox/isUpload.ts';
import { useWindow } from './window.ts';

const canary = 'canary-3f9c2b7e51d84a06';
const agent = DEMO_AGENTS[0]!.agent_id;

/** A key is followed through a whole upload, a refused one and a reload, and looked for wherever it has no business. */
describe('the API key', () => {
  const window = useWindow({ sandbox: { apiKeys: [canary] } }, { userSettings: { 'threetoneAvatars.reviewBeforeUpload': false } });

  /** The window as it was with a message on it. */
  const messages: string[] = [];

  before(async () => {
    const { explorer, quickInput, notifications } = window.workbench;
    await window.workbench.runCommand('Threetone Avatars: Set API Key…');
    await quickInput.submit(canary);
    window.session.sandbox.fail({ kind: 'status', status: 400, body: { detail: 'no' } }, { match: isUpload });
    await explorer.open();
    await explorer.contextMenu('square.png', 'Set as Agent Avatar…');
    await quickInput.type(agent);
    await quickInput.pick(agent);
    await notifications.waitFor(/refused the avatar/);
    messages.push(await window.workbench.page.content());
    await window.workbench.clearNotifications();
    await explorer.contextMenu('square.png', 'Set as Agent Avatar…');
    await quickInput.type(agent);
    await quickInput.pick(agent);
    const preview = await window.workbench.webviewFrame(/^Avatar of/);
    await preview.locator('.light .avatar.open').waitFor();
    await window.workbench.runCommand('Threetone Avatars: Show Log');
  });

  it('leaves in one header of the uploads and nowhere else', () => {
    const uploads = window.session.sandbox.requests.filter(({ method }) => method === 'POST');
    assert.equal(uploads.length, 2);
    for (const { rawHeaders, path, body } of uploads) {
      const carriers = rawHeaders.filter((_, index) => rawHeaders[index + 1]?.includes(canary));
      assert.deepEqual(
        carriers.map((name) => name.toLowerCase()),
        ['x-api-key'],
      );
      assert.ok(!path.includes(canary));
      assert.ok(!body.includes(canary));
    }
  });

  it('is in no file of the editor: settings, state, storage, logs', () => {
    const folder = window.session.editorFolder;
    const files = (readdirSync(folder, { recursive: true }) as string[]).filter((path) => statSync(join(folder, path)).isFile());
    assert.ok(
      files.some((path) => /threetone/i.test(path)),
      'the extension’s own files were looked at',
    );
    const log = files.find((path) => /Threetone Avatars\.log$/.test(path));
    assert.match(log ? readFileSync(join(folder, log), 'utf8') : '', /POST .* → 200/, 'the log has the upload');
    for (const path of files) assert.ok(!readFileSync(join(folder, path)).includes(canary), path);
  });

  it('is on no page: the window, a message, the preview, the log', async () => {
    assert.equal(messages.length, 1);
    assert.ok(!messages.join().includes(canary));
    const pages = window.workbench.page.frames();
    assert.ok(pages.length > 1);
    for (const page of pages) assert.ok(!(await page.content()).includes(canary), page.url());
  });

  it('is not in the package', () => {
    // The package is made anew for every session; what it holds is what was built from this tree.
    const built = readdirSync(join(root, 'dist')).map((file) => join('dist', file));
    assert.ok(built.length > 3);
    for (const file of [...built, 'package.json']) {
      assert.ok(!readFileSync(join(root, file)).includes(canary), file);
    }
  });
});
