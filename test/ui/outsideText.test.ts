import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainText } from '../../src/core/base/plainText.ts';
import { isUpload } from '../support/sandbox/isUpload.ts';
import { waitUntil } from '../support/vscode/workbench/waiting.ts';
import { useWindow } from './window.ts';

/** What would be seen if a link ran: a new, empty editor. */
const canary = 'command:workbench.action.files.newUntitledFile';

/** A text with everything in it that VS Code, or the eye, could take for more than a text. What is seen of it is `seen`. */
function hostile(name: string): string {
  return `${name} $(zap) &lt;i&gt; [open](${canary}) \u202egnp\u200b.[x](https://evil.example)`;
}
function seen(name: string): string {
  return `${name} $(zap) &lt;i&gt; [open] (${canary}) gnp.[x] (https://evil.example)`;
}
/** The same as a file's name, which has no slash. */
function hostileFile(name: string): string {
  return `${name} $(zap) &lt;i&gt; [open](${canary}) \u202egnp\u200b.[x](file:x).png`;
}
function seenFile(name: string): string {
  return `${name} $(zap) &lt;i&gt; [open] (${canary}) gnp.[x] (file:x).png`;
}

const agentId = 'agent_[open](command:workbench.action.files.newUntitledFile)1';
const agents = [
  { agent_id: agentId, name: hostile('Maya') },
  { agent_id: 'agent_plain2', name: 'Order tracking' },
];

/** Every kind of text from outside, in every place where one is shown. One test goes on where another ended. */
describe('texts from outside', function () {
  this.bail(true);
  const window = useWindow(
    { withKey: true, sandbox: { agents, strictAgents: true } },
    { userSettings: { 'threetoneAvatars.reviewBeforeUpload': false } },
  );

  before(() => {
    const { folder } = window.session;
    copyFileSync(join(folder, 'square.png'), join(folder, hostileFile('good')));
    copyFileSync(join(folder, 'wide.png'), join(folder, hostileFile('wide')));
    writeFileSync(join(folder, hostileFile('empty')), '');
    // An agent's ID that a project's page names, in a file whose path is no better.
    writeFileSync(join(folder, 'page $(zap) [open](command:x).html'), '<x agent-id="agent_0123456789abcdef"></x>');
  });

  /** Nothing in the window leads anywhere, nothing of a text is drawn as an icon, and no direction is changed. */
  const assertHarmless = async (place: string) => {
    const { page } = window.workbench;
    const links = page.locator(
      '[href^="command:"], [href^="http"], [href^="file:"], [data-href], .notification-list-item-message a, .monaco-dialog-box a:not(.monaco-button):not(.action-label)',
    );
    assert.deepEqual(
      await links.evaluateAll((found) => found.map(({ outerHTML }) => outerHTML).filter((html) => !html.startsWith('<link'))),
      [],
      place,
    );
    assert.equal(await page.locator('.codicon-zap').count(), 0, place);
    const drawn = page.locator(
      '.notification-list-item-message, .monaco-dialog-box, .quick-input-widget, .customview-tree, .monaco-hover, .tab.active',
    );
    for (const text of await drawn.allTextContents()) {
      // The Explorer's and the editor's own words are not ours, but none of these is one of theirs.
      assert.doesNotMatch(text, /[\p{Bidi_Control}\u200b]/u, place);
    }
  };
  const messages = async (): Promise<string> => (await window.workbench.notifications.all()).join('\n');
  const clickOn = async (text: string) => {
    // Where a link would be, and where it would not.
    const message = window.workbench.page.locator('.notifications-toasts .notification-list-item-message', { hasText: text }).first();
    for (const share of [0.2, 0.4, 0.6, 0.8]) {
      const box = await message.boundingBox();
      assert.ok(box);
      await message.click({ position: { x: box.width * share, y: 8 } });
    }
  };
  const send = async (fileName: string, agent: string) => {
    const { explorer, quickInput } = window.workbench;
    await explorer.open();
    await explorer.contextMenu(fileName, 'Set as Agent Avatar…');
    await quickInput.waitFor({ title: /Set Agent Avatar/ });
    await quickInput.row(agent).waitFor();
    await assertHarmless('the question for an agent');
    await quickInput.pick(agent);
  };

  it('a file’s name in a message', async () => {
    const { explorer, notifications } = window.workbench;
    await explorer.open();
    await explorer.contextMenu(hostileFile('empty'), 'Set as Agent Avatar…');
    await notifications.waitFor(/is empty/);
    assert.match(await messages(), new RegExp(`“${literally(seenFile('empty'))}” is empty`));
    await assertHarmless('a message about a file');
    await clickOn('is empty');
    await window.workbench.clearNotifications();
  });

  it('a server’s sentence, its fields and its name for a request, in a message', async () => {
    const { sandbox } = window.session;
    const { notifications } = window.workbench;
    sandbox.fail(
      {
        kind: 'status',
        status: 400,
        body: { detail: { message: hostile('refused'), request_id: `${hostile('r')}\n2099-01-01 00:00:00.000 [info] forged` } },
      },
      { match: isUpload },
    );
    await send(hostileFile('good'), 'Order tracking');
    await notifications.waitFor(/The server said/);
    assert.match(await messages(), new RegExp(`“${literally(seen('refused'))}”.*\\(request ${literally(seen('r'))}`));
    await assertHarmless('what a server said');
    await clickOn('The server said');
    await window.workbench.clearNotifications();

    sandbox.fail(
      {
        kind: 'status',
        status: 422,
        body: { detail: [{ loc: ['body', hostile('field'), '[open]'], msg: `(${canary}) ${hostile('is wrong')}` }] },
      },
      { match: isUpload },
    );
    await send(hostileFile('good'), 'Order tracking');
    await notifications.waitFor(/The server refused the avatar: /);
    assert.match(await messages(), new RegExp(`${literally(seen('field'))}.*${literally(seen('is wrong'))}`));
    await assertHarmless('a field that a server named');
    await clickOn('The server refused');
    await window.workbench.clearNotifications();
  });

  it('an agent’s ID in a message', async () => {
    const { explorer, quickInput, notifications } = window.workbench;
    const unknown = `${agentId}unknown`;
    await explorer.contextMenu(hostileFile('good'), 'Set as Agent Avatar…');
    await quickInput.waitFor({ title: /Set Agent Avatar/ });
    await quickInput.type(unknown);
    await quickInput.pick(plainText(unknown));
    await notifications.waitFor(/knows no agent/);
    await assertHarmless('a message about an agent');
    await clickOn('knows no agent');
    await window.workbench.clearNotifications();
  });

  it('an agent’s name in a question, in progress, and in a message', async () => {
    const { page, notifications } = window.workbench;
    window.session.sandbox.fail({ kind: 'stall' }, { match: isUpload });
    await send(hostileFile('good'), seen('Maya'));
    await notifications.waitFor(/Setting the avatar of/);
    // It goes to the status bar when it is hidden, where icons are drawn.
    assert.match(await messages(), new RegExp(literally(seen('Maya').replace('$(', '$ ('))));
    await assertHarmless('progress');
    await clickOn('Setting the avatar of');
    await window.workbench.runCommand('Notifications: Show Notifications');
    await page.keyboard.press('Escape');
    await page
      .locator('.statusbar-item', { hasText: /Setting the avatar of/ })
      .first()
      .waitFor();
    await assertHarmless('progress in the status bar');
    await window.workbench.runCommand('Notifications: Show Notifications');
    await notifications.click(/Setting the avatar of/, 'Cancel');
    await notifications.waitFor(/cancelled/);
    await window.workbench.clearNotifications();
    await send(hostileFile('good'), seen('Maya'));
    await window.workbench.waitForTab(/Avatar of/);
    await send(hostileFile('wide'), seen('Maya'));
    await notifications.waitFor(/The avatar of .* is set/);
    assert.match(await messages(), new RegExp(literally(seen('Maya'))));
    await assertHarmless('a message about success');
    await clickOn('is set');
    assert.equal(await page.locator('.tabs-container .tab.active .label-name').textContent(), `Avatar of ${seen('Maya')}`);
    await window.workbench.clearNotifications();
  });

  it('all of them on the preview’s page, the file’s name apart from the numbers behind it', async () => {
    const panel = await window.workbench.webviewFrame(/^Avatar of/);
    assert.equal(await panel.locator('#file bdi').textContent(), seenFile('wide'));
    assert.match((await panel.locator('h1').textContent()) ?? '', new RegExp(literally(seen('Maya'))));
    assert.equal(await panel.locator('a').count(), 0);
    assert.doesNotMatch((await panel.locator('body').textContent()) ?? '', /[\p{Bidi_Control}\u200b]/u);
  });

  it('all of them in a row of the list and in its hover', async () => {
    const { page, sidebar } = window.workbench;
    await sidebar.open('Threetone');
    const row = sidebar.row(seen('Maya'));
    await row.locator('.label-description', { hasText: 'live' }).waitFor();
    const [shown] = await sidebar.rows();
    assert.ok(shown);
    for (const part of [seen('Maya'), seenFile('wide')]) assert.ok(shown.ariaLabel.includes(part), `${part} is not in: ${shown.ariaLabel}`);
    assert.doesNotMatch(shown.ariaLabel, /[\p{Bidi_Control}\u200b]/u);
    await assertHarmless('a row');
    await page.mouse.move(0, 0);
    const hover = page.locator('.monaco-hover:visible');
    await waitUntil('the hover', async () => {
      await page.mouse.move(0, 0);
      await row.hover();
      return hover.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    });
    const words = await hover.innerText();
    for (const part of [seen('Maya'), seenFile('wide'), plainText(agentId)]) assert.ok(words.includes(part), `${part} is not in: ${words}`);
    await assertHarmless('a hover');
    assert.equal(await hover.locator('a').count(), 0);
    await page.mouse.move(0, 0);
    await hover.waitFor({ state: 'detached' });
  });

  it('all of them in a question for an earlier avatar, and in one before something is lost', async () => {
    const { sidebar, quickInput, dialog, page } = window.workbench;
    await sidebar.rowContextMenu(seen('Maya'), 'Restore Earlier Avatar…');
    await quickInput.waitFor({ title: /Restore Earlier Avatar/ });
    assert.ok((await quickInput.title()).includes(seen('Maya')), await quickInput.title());
    await quickInput.row(seenFile('good')).waitFor();
    await assertHarmless('a question for an earlier avatar');
    await quickInput.escape();
    await sidebar.rowContextMenu(seen('Maya'), 'Remove from List');
    const { message } = await dialog.waitFor(/Remove .* from the list/);
    assert.equal(message, `Remove ${seen('Maya')} from the list?`);
    await assertHarmless('a modal question');
    await page.locator('.monaco-dialog-box .dialog-message-text').click();
    await dialog.click('Cancel');
  });

  it('all of them in the question for an image', async () => {
    const { quickInput } = window.workbench;
    await window.workbench.runCommand('Threetone Avatars: Set Agent Avatar…');
    await quickInput.waitFor({ title: /1\/2/ });
    await quickInput.row('agent_0123456789abcdef').waitFor();
    await assertHarmless('the path of a page that names an agent');
    await quickInput.pick('Order tracking');
    await quickInput.waitFor({ title: /2\/2/ });
    await quickInput.row(seenFile('good')).waitFor();
    await assertHarmless('the question for an image');
    await quickInput.escape();
  });

  it('all of them in the log, where none has a line of its own', async () => {
    await window.workbench.runCommand('Threetone Avatars: Show Log');
    await window.workbench.page.locator('.part.panel .view-line', { hasText: 'POST' }).first().waitFor();
    const folder = window.session.editorFolder;
    const file = (readdirSync(folder, { recursive: true }) as string[]).find((path) => /Threetone Avatars\.log$/.test(path));
    assert.ok(file !== undefined);
    const log = readFileSync(join(folder, file), 'utf8');
    assert.match(log, /forged/);
    assert.doesNotMatch(log, /^2099/m);
    assert.doesNotMatch(log, /[\p{Bidi_Control}\u200b]/u);
  });

  it('and nothing of it ran', async () => {
    const tabs = await window.workbench.tabs();
    assert.ok(tabs.length > 0);
    assert.ok(!tabs.some((tab) => /^Untitled/.test(tab)), tabs.join());
    assert.equal(window.workbench.context.pages().length, 1);
  });
});

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
