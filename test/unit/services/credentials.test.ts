import assert from 'node:assert/strict';
import { Credentials } from '../../../src/core/services/credentials.ts';
import { accountAt } from '../../support/api/calls.ts';
import { MemorySecrets, MemoryState } from '../../support/services/memoryStores.ts';

const usual = 'https://api.threetone.in';
const own = 'https://avatars.example';
const credential = { scheme: 'apiKey', secret: 'k-marked-1' } as const;

/** VS Code's secrets and its global state, of which a restart without a keyring keeps the state alone. */
class Editor {
  readonly state = new MemoryState();
  #secrets = new MemorySecrets();

  keys(environment = {}): Credentials {
    return new Credentials(this.#secrets, environment, this.state);
  }

  forgetSecrets(): void {
    this.#secrets = new MemorySecrets();
  }
}

describe('credentials', () => {
  it('knows that a key was forgotten, for its server and its way of sending alone', async () => {
    const editor = new Editor();
    await editor.keys().store(usual, credential);
    assert.equal(await editor.keys().insteadOfForgotten(accountAt(usual)), undefined);
    editor.forgetSecrets();
    assert.deepEqual(await editor.keys().insteadOfForgotten(accountAt(usual)), ['THREETONE_API_KEY']);
    assert.equal(await editor.keys().insteadOfForgotten(accountAt(usual, 'bearer')), undefined);
    assert.equal(await editor.keys().insteadOfForgotten(accountAt(own)), undefined);
  });

  it('names the variable for the address too where the server is not the usual one', async () => {
    const editor = new Editor();
    await editor.keys().store(own, credential);
    editor.forgetSecrets();
    const variables = await editor.keys().insteadOfForgotten(accountAt(own));
    assert.deepEqual(variables, ['THREETONE_API_KEY', 'THREETONE_BASE_URL']);
    const environment = Object.fromEntries(variables.map((name) => [name, name.endsWith('KEY') ? 'k-2' : own]));
    assert.deepEqual(await editor.keys(environment).get(accountAt(own)), { scheme: 'apiKey', secret: 'k-2' });
    assert.equal(await editor.keys(environment).get(accountAt(usual)), undefined);
  });

  it('a key that the person cleared is not a forgotten one', async () => {
    const editor = new Editor();
    await editor.keys().store(usual, credential);
    await editor.keys().clear(usual, ['apiKey']);
    assert.equal(await editor.keys().insteadOfForgotten(accountAt(usual)), undefined);
    assert.equal(editor.state.size, 0);
  });

  it('tells what is stored for a server, and whether the environment has something for it', async () => {
    const editor = new Editor();
    const keys = editor.keys({ THREETONE_API_KEY: 'k-2', THREETONE_BASE_URL: own });
    assert.deepEqual(await keys.held(own), []);
    assert.deepEqual([keys.isInEnvironment(own), keys.isInEnvironment(usual)], [true, false]);
    await keys.store(own, { scheme: 'bearer', secret: 't-1' });
    assert.deepEqual(await keys.held(own), ['bearer']);
    await keys.store(own, credential);
    assert.deepEqual(await keys.held(own), ['apiKey', 'bearer']);
    assert.deepEqual(await keys.held(usual), []);
  });

  it('clears what it is told to, and nothing else', async () => {
    const editor = new Editor();
    for (const origin of [own, usual]) {
      await editor.keys().store(origin, credential);
      await editor.keys().store(origin, { scheme: 'bearer', secret: 't-1' });
    }
    await editor.keys().clear(own, ['apiKey']);
    assert.deepEqual(await editor.keys().held(own), ['bearer']);
    await editor.keys().clear(own, ['bearer']);
    assert.deepEqual(await editor.keys().held(own), []);
    assert.deepEqual(await editor.keys().held(usual), ['apiKey', 'bearer']);
  });

  it('remembers that there was a key, not the key', async () => {
    const editor = new Editor();
    await editor.keys().store(usual, credential);
    assert.doesNotMatch(JSON.stringify([...editor.state]), /marked/);
  });
});
