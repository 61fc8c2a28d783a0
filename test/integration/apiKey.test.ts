import assert from 'node:assert/strict';
import type { Scheme } from '../../src/core/model/credential.ts';
import { clearApiKey } from '../../src/extension/commands/apiKey.ts';
import { Credentials } from '../../src/core/services/credentials.ts';
import { MemorySecrets, MemoryState } from '../support/services/memoryStores.ts';
import { useServer } from './editor.ts';
import { answering } from './prompts.ts';

const server = 'http://127.0.0.1:9';

/** Keys in memory: what is stored in VS Code can be entered in a hidden input alone. */
async function keysWith(held: readonly Scheme[], environment = {}): Promise<Credentials> {
  const keys = new Credentials(new MemorySecrets(), environment, new MemoryState());
  for (const scheme of held) await keys.store(server, { scheme, secret: 's-1' });
  return keys;
}

describe('threetoneAvatars.clearApiKey', () => {
  const clear = (keys: Credentials) => clearApiKey({ credentials: keys, directory: { refusesKey: () => Promise.resolve(false) } });

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
    const said = async (keys: Credentials) => (await answering('showInformationMessage', undefined, () => clear(keys))).join();
    assert.match(await said(await keysWith([])), /^Nothing is stored for 127\.0\.0\.1:9\.$/);
    const environment = { THREETONE_BASE_URL: server, THREETONE_API_KEY: 'k-1' };
    assert.match(await said(await keysWith([], environment)), /comes from THREETONE_API_KEY/);
  });
});
