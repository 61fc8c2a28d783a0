import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Scheme } from '../../src/core/model/credential.ts';
import { clearApiKey } from '../../src/extension/commands/apiKey.ts';
import { ApiKeys } from '../../src/extension/editor/apiKeys.ts';
import { useServer } from './editor.ts';
import { answering } from './prompts.ts';

const server = 'http://127.0.0.1:9';

/** Keys in memory: what is stored in VS Code can be entered in a hidden input alone. */
async function keysWith(held: readonly Scheme[], environment = {}): Promise<ApiKeys> {
  const [secrets, state] = [new Map<string, string>(), new Map<string, unknown>()];
  const keys = new ApiKeys(
    {
      get: (name) => Promise.resolve(secrets.get(name)),
      store: (name, secret) => Promise.resolve(void secrets.set(name, secret)),
      delete: (name) => Promise.resolve(void secrets.delete(name)),
      onDidChange: () => new vscode.Disposable(() => undefined),
    },
    environment,
    { keys: () => [...state.keys()], get: (name: string) => state.get(name) as undefined, update: (name, value) => Promise.resolve(void state.set(name, value)) },
  );
  for (const scheme of held) await keys.store(server, { scheme, secret: 's-1' });
  return keys;
}

describe('threetoneAvatars.clearApiKey', () => {
  const clear = (keys: ApiKeys) => clearApiKey({ keys, directory: { refusesKey: () => Promise.resolve(false) } });

  const questions: [readonly Scheme[], RegExp, string][] = [
    [['apiKey'], /^Clear the API key that is stored for 127\.0\.0\.1:9\?$/, 'Clear API Key'],
    [['bearer'], /^Clear the dashboard token that is stored for 127\.0\.0\.1:9\?$/, 'Clear Dashboard Token'],
    [['apiKey', 'bearer'], /^Clear the API key and the dashboard token that are stored for 127\.0\.0\.1:9\?$/, 'Clear Both'],
  ];
  for (const authentication of ['apiKey', 'bearer'] as const) {
    for (const [held, question, button] of questions) {
      it(`asks about what is stored (${held.join(' and ')}) and clears that, with “${authentication}” in the settings`, async () => {
        await useServer(server, 'unused', authentication);
        const keys = await keysWith(held);
        const putAway = await answering('showWarningMessage', undefined, () => clear(keys));
        assert.match(putAway.join(), question);
        assert.deepEqual(await keys.held(server), held);
        await answering('showWarningMessage', button, () => clear(keys));
        assert.deepEqual(await keys.held(server), []);
      });
    }
  }

  it('says that nothing is stored, and what is used instead', async () => {
    await useServer(server, 'unused');
    const said = async (keys: ApiKeys) => (await answering('showInformationMessage', undefined, () => clear(keys))).join();
    assert.match(await said(await keysWith([])), /^Nothing is stored for 127\.0\.0\.1:9\.$/);
    const environment = { THREETONE_BASE_URL: server, THREETONE_API_KEY: 'k-1' };
    assert.match(await said(await keysWith([], environment)), /comes from THREETONE_API_KEY/);
  });
});
