import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { History } from '../../src/core/history/history.ts';
import { agentCalled } from '../support/api/calls.ts';
import { sampleUpdate } from '../support/history/sampleUpdate.ts';
import { type Sandbox, startSandbox } from '../support/sandbox/sandbox.ts';
import { failureNotice, inWorkspace, useServer } from './editor.ts';
import { answering, interceptQuickPick, until } from './prompts.ts';

const key = 'sk_integration_history';
const [maya, order, clinic] = [
  'agent_3701k3ttaq12ewp8b7qv5rfyszkz',
  'agent_5201k6m2xw8afp3t9d4qn7hcvbre',
  'agent_8801k9zdq4tsgj6y1m5wx2kfpanu',
];
const agents = [
  { agent_id: maya, name: 'Maya, front desk' },
  { agent_id: order, name: 'Order tracking' },
  { agent_id: clinic, name: '$(verified) Clinic' },
];

const run = (command: string, ...given: unknown[]) => vscode.commands.executeCommand(`threetoneAvatars.${command}`, ...given);
const bytesOf = (file: string) => readFileSync(inWorkspace(file).fsPath);
const hashOf = (file: string) => createHash('sha256').update(bytesOf(file)).digest('hex');

/** Sets an avatar as the dashboard would: by the API, and nothing of it is known here. */
async function setElsewhere(url: string, agentId: string, file: string): Promise<void> {
  const body = new FormData();
  body.append('avatar_file', new Blob([bytesOf(file)], { type: 'image/jpeg' }), file);
  const answer = await fetch(`${url}/v1/convai/agents/${agentId}/avatar`, { method: 'POST', headers: { 'x-api-key': key }, body });
  assert.equal(answer.status, 200);
}

/** The files of the extension's storage that hold these bytes. */
function keptFiles(file: string): string[] {
  const storage = process.env.THREETONE_TEST_STORAGE;
  assert.ok(storage);
  const hash = hashOf(file);
  return (readdirSync(storage, { recursive: true }) as string[]).filter((path) => path.includes(hash)).map((path) => join(storage, path));
}

describe('agents you know, avatars you can take back', () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox({ apiKeys: [key], agents });
    await useServer(sandbox.url, key);
  });
  beforeEach(() => sandbox.reset());
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('notifications.clearAll');
    await answering('showWarningMessage', 'Clear History', () => run('clearHistory'));
  });
  after(() => sandbox.close());

  describe('the question for an agent', () => {
    it('fills from every source, each agent once, under its name', async () => {
      await vscode.env.clipboard.writeText('agt_from_clipboard_1');
      await vscode.workspace.fs.writeFile(
        inWorkspace('page.html'),
        Buffer.from(`<p>\n<threetone-convai agent-id="agt_page_1"></threetone-convai>\n<threetone-convai agent-id="${order}">`),
      );
      await run('setAvatar', maya, inWorkspace('square.png'));
      const { pick, asked } = await interceptQuickPick(() => run('setAvatar'));
      try {
        await until(
          () => pick.items.some(({ label }) => label.includes('Clinic')) && pick.items.some(({ label }) => label === 'agt_page_1'),
        );
        const items = pick.items.filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
        const rows = items.map(({ label, description = '' }) => (description ? `${label} | ${description}` : label));
        assert.equal(rows[0], `Maya, front desk | ${maya}`);
        assert.ok(rows.includes('agt_from_clipboard_1'), rows.join('\n'));
        assert.ok(rows.includes('agt_page_1 | page.html:2'), rows.join('\n'));
        assert.ok(
          rows.some((row) => row.startsWith(`Order tracking | ${order}`)),
          rows.join('\n'),
        );
        assert.ok(rows.includes(`\\$(verified) Clinic | ${clinic}`), rows.join('\n'));
        for (const id of [maya, order, clinic]) assert.equal(rows.filter((row) => row.includes(id)).length, 1);
        const headings = pick.items.filter(({ kind }) => kind === vscode.QuickPickItemKind.Separator).map(({ label }) => label);
        assert.equal(headings[0], 'recently updated');
        assert.deepEqual([...new Set(headings)].sort(), ['from the clipboard', 'in this workspace', 'recently updated', 'your agents']);
        await until(() => !pick.busy);
      } finally {
        pick.hide();
        await asked;
        await vscode.workspace.fs.delete(inWorkspace('page.html'));
        await vscode.env.clipboard.writeText('');
      }
    });

    it('leaves out files that the settings exclude', async () => {
      const search = vscode.workspace.getConfiguration('search');
      await search.update('exclude', { '**/private': true }, vscode.ConfigurationTarget.Global);
      await vscode.workspace.fs.writeFile(inWorkspace('private/page.html'), Buffer.from('<w agent-id="agt_private_1">'));
      await vscode.workspace.fs.writeFile(inWorkspace('node_modules/x/page.html'), Buffer.from('<w agent-id="agt_package_1">'));
      await vscode.workspace.fs.writeFile(inWorkspace('open.html'), Buffer.from('<w agent-id="agt_open_1">'));
      const { pick, asked } = await interceptQuickPick(() => run('setAvatar'));
      try {
        await until(() => !pick.busy && pick.items.some(({ label }) => label === 'agt_open_1'));
        assert.ok(!pick.items.some(({ label }) => label === 'agt_private_1' || label === 'agt_package_1'));
      } finally {
        pick.hide();
        await asked;
        await search.update('exclude', undefined, vscode.ConfigurationTarget.Global);
        for (const path of ['private', 'node_modules', 'open.html'])
          await vscode.workspace.fs.delete(inWorkspace(path), { recursive: true });
      }
    });

    it('is there at once, and whole, where the server has no list', async () => {
      const silent = await startSandbox({ apiKeys: [key], agents, agentList: 404 });
      await useServer(silent.url, key);
      try {
        for (let time = 0; time < 2; time++) {
          const { pick, asked } = await interceptQuickPick(() => run('setAvatar'));
          await until(() => !pick.busy);
          assert.deepEqual(
            pick.items.filter(({ label }) => label === 'your agents'),
            [],
          );
          pick.hide();
          await asked;
        }
        assert.equal(silent.requests.filter(({ method }) => method === 'GET').length, 1, 'asked once, then no more');
      } finally {
        await useServer(sandbox.url, key);
        await silent.close();
      }
    });
  });

  describe('restoring', () => {
    it('offers earlier images, with when, file and size, and sends the kept bytes where no review is wanted', async () => {
      const settings = vscode.workspace.getConfiguration('threetoneAvatars');
      await settings.update('reviewBeforeUpload', false, vscode.ConfigurationTarget.Global);
      for (const file of ['square.png', 'logo.svg', 'photo.jpg']) await run('setAvatar', maya, inWorkspace(file));
      const { pick, asked } = await interceptQuickPick(() => run('restoreAvatar', { agentId: maya }));
      assert.deepEqual(
        pick.items.map(({ label }) => label),
        ['logo.svg', 'square.png', 'Set last: photo.jpg'],
      );
      const [, square] = pick.items;
      assert.match(square?.description ?? '', /now|sec|min/);
      assert.match(square?.detail ?? '', /512 × 512 pixels, \d+ kB/);
      assert.equal((square?.iconPath as vscode.Uri).path.includes(hashOf('square.png')), true);
      pick.activeItems = [square!];
      await wait(100);
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await asked;
      assert.ok(sandbox.avatarOf(maya)?.bytes.equals(bytesOf('square.png')));
      assert.equal(sandbox.avatarOf(maya)?.fileName, 'square.png');
      await settings.update('reviewBeforeUpload', undefined, vscode.ConfigurationTarget.Global);
    });

    it('brings back what the server showed before the first avatar from here, which nobody else keeps', async () => {
      await setElsewhere(sandbox.url, clinic, 'photo.jpg');
      const said = await answering(
        'showInformationMessage',
        'Undo',
        async () => {
          await run('setAvatar', clinic, inWorkspace('square.png'));
          await until(() => sandbox.avatarOf(clinic)?.revision === 3);
        },
        1,
      );
      assert.equal(said.length, 1);
      assert.ok(sandbox.avatarOf(clinic)?.bytes.equals(bytesOf('photo.jpg')));
      assert.equal(sandbox.avatarOf(clinic)?.fileName, 'previous-avatar.jpg');
      await run('setAvatar', clinic, inWorkspace('tall.png'));
      assert.equal(keptFiles('photo.jpg').length, 1, 'what the server showed is kept once');
      const { pick, asked } = await interceptQuickPick(() => run('restoreAvatar', clinic));
      assert.deepEqual(pick.items.map(({ label }) => label).sort(), ['Set last: tall.png', 'previous-avatar.jpg', 'square.png']);
      pick.hide();
      await asked;
    });

    it('is not put at risk without a question: nothing is sent where what the agent has cannot be looked at', async () => {
      await setElsewhere(sandbox.url, clinic, 'photo.jpg');
      sandbox.fail({ kind: 'answer', body: { widget_config: {} } }, { times: 2, match: ({ path }) => path.endsWith('/widget') });
      const set = () => run('setAvatar', clinic, inWorkspace('square.png'));
      const [asked, ...others] = await answering('showErrorMessage', undefined, set);
      assert.match(asked ?? '', /Nothing was sent, because that avatar could not be restored/);
      assert.deepEqual(others, []);
      assert.ok(sandbox.avatarOf(clinic)?.bytes.equals(bytesOf('photo.jpg')));
      await answering('showErrorMessage', 'Set Anyway', set);
      assert.ok(sandbox.avatarOf(clinic)?.bytes.equals(bytesOf('square.png')));
    });

    it('says so when nothing was set from here yet', async () => {
      const { text } = await failureNotice(() => run('restoreAvatar', { agentId: 'agent_never_set' }));
      assert.match(text, /No other avatar/);
    });

    it('is offered after an upload that replaced another, and not after the first', async () => {
      const first = await answering('showInformationMessage', 'Undo', () => run('setAvatar', order, inWorkspace('square.png')));
      await wait(300);
      assert.deepEqual(first, []);
      const second = await answering(
        'showInformationMessage',
        'Undo',
        async () => {
          await run('setAvatar', order, inWorkspace('photo.jpg'));
          await until(() => sandbox.avatarOf(order)?.revision === 3);
        },
        1,
      );
      assert.match(second[0] ?? '', /The avatar of Order tracking is set/);
      assert.ok(sandbox.avatarOf(order)?.bytes.equals(bytesOf('square.png')));
    });
  });

  describe('what is kept', () => {
    it('can be set again, also the last one: another may have been set elsewhere', async () => {
      await run('setAvatar', maya, inWorkspace('tall.png'));
      const { pick, asked } = await interceptQuickPick(() => run('restoreAvatar', maya));
      assert.equal(pick.items.at(-1)?.label, 'Set last: tall.png');
      pick.hide();
      await asked;
    });

    it('goes with Remove from List, bytes too, after a question', async () => {
      for (const file of ['tall.png', 'square.png']) await run('setAvatar', maya, inWorkspace(file));
      await answering('showWarningMessage', undefined, () => run('removeFromRecent', maya));
      assert.equal(keptFiles('tall.png').length, 1);
      const asked = await answering('showWarningMessage', 'Remove', () => run('removeFromRecent', maya));
      assert.match(asked[0] ?? '', /Remove Maya, front desk from the list/);
      for (const file of ['tall.png', 'square.png']) assert.deepEqual(keptFiles(file), []);
    });

    it('goes with Clear History, after a question', async () => {
      await run('setAvatar', maya, inWorkspace('tall.png'));
      await answering('showWarningMessage', undefined, () => run('clearHistory'));
      assert.equal(keptFiles('tall.png').length, 1);
      const asked = await answering('showWarningMessage', 'Clear History', () => run('clearHistory'));
      assert.match(asked[0] ?? '', /Clear the avatar history of 127\.0\.0\.1/);
      assert.deepEqual(keptFiles('tall.png'), []);
    });
  });

  it('Copy Embed Tag gives a tag that names the agent', async () => {
    await run('copyEmbedTag', { agentId: maya });
    assert.match(await vscode.env.clipboard.readText(), new RegExp(`^<[a-z-]+ agent-id="${maya}"></[a-z-]+>$`));
    await vscode.env.clipboard.writeText('');
  });

  it('Open Agent’s Avatar in Browser opens the public URL', async () => {
    await run('setAvatar', maya, inWorkspace('square.png'));
    const opened: string[] = [];
    // As a text, which VS Code opens letter for letter.
    const env = vscode.env as unknown as { openExternal: (url: string) => Thenable<boolean> };
    const original = env.openExternal;
    env.openExternal = (url) => Promise.resolve(opened.push(url) > 0);
    try {
      await run('openAvatar', maya);
    } finally {
      env.openExternal = original;
    }
    assert.deepEqual(opened, [sandbox.avatarOf(maya)?.url]);
  });

  it('Open Agent’s Avatar in Browser does not open what a server of the internet has named in your own network', async () => {
    await run('setAvatar', maya, inWorkspace('square.png'));
    const storage = process.env.THREETONE_TEST_STORAGE ?? assert.fail();
    const records = (readdirSync(storage, { recursive: true }) as string[]).find((path) => path.endsWith(join('history', 'updates')));
    // As an earlier version has kept it, which took such an address.
    const history = new History(join(storage, dirname(records ?? assert.fail())), () => assert.fail());
    const bytes = bytesOf('square.png');
    const [elsewhere, avatarUrl] = ['https://api.threetone.test', 'https://10.0.0.1:8443/face.png'];
    await history.add(sampleUpdate(agentCalled(maya), bytes, { origin: elsewhere, avatarUrl }), bytes);
    await useServer(elsewhere, key);
    const env = vscode.env as unknown as { openExternal: (url: string) => Thenable<boolean> };
    const original = env.openExternal;
    env.openExternal = (url) => assert.fail(`It opened ${url}.`);
    try {
      const { text } = await failureNotice(() => run('openAvatar', maya));
      assert.match(text, /^The server says that this avatar is at 10\.0\.0\.1:8443, which is inside your own network\./);
    } finally {
      env.openExternal = original;
      await answering('showWarningMessage', 'Clear History', () => run('clearHistory'));
      await useServer(sandbox.url, key);
    }
  });

  it('Reveal Image shows the file it came from, and the kept copy when that is gone', async () => {
    await vscode.workspace.fs.copy(inWorkspace('square.png'), inWorkspace('gone.png'), { overwrite: true });
    await run('setAvatar', maya, inWorkspace('gone.png'));
    await run('revealImage', maya);
    await vscode.workspace.fs.delete(inWorkspace('gone.png'));
    await run('revealImage', maya);
    const open = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await until(() => open().some((label) => label.includes(hashOf('square.png'))));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
