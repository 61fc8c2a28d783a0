import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DraftStore } from '../../../src/core/history/draftStore.ts';
import { restorableAvatars } from '../../../src/core/history/earlier.ts';
import { History } from '../../../src/core/history/history.ts';
import { Credentials } from '../../../src/core/services/credentials.ts';
import { accountAt, agentCalled } from '../../support/api/calls.ts';
import { inFolder } from '../../support/history/sampleUpdate.ts';
import { root } from '../../support/root.ts';
import { MemorySecrets, MemoryState } from '../../support/services/memoryStores.ts';

/** Written by the code of 0.1.0 itself, and never by this one: a person's data from before must be found. */
const written = join(import.meta.dirname, 'writtenBy0.1.0');
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as unknown;
const origin = 'https://api.threetone.in';

describe('a profile that 0.1.0 wrote', () => {
  /** In a copy, since an old profile is tidied too. */
  const inProfile = (test: (folder: string) => Promise<void>) =>
    inFolder(async (folder) => {
      cpSync(written, folder, { recursive: true });
      await test(folder);
    });

  it('has its history, whole, also after it is tidied', () =>
    inProfile(async (folder) => {
      const history = new History(join(folder, 'history'), (why) => assert.fail(why));
      for (const time of ['before', 'after']) {
        const list = await history.newestOfEach(origin);
        assert.deepEqual(
          list.map(({ agentId, agentName, image }) => [agentId, agentName, image.fileName]),
          [
            ['agent_one', 'Maya — Reception', 'face-4.png'],
            ['agent_two', undefined, 'face-3.png'],
          ],
          time,
        );
        const one = { origin, agentId: agentCalled('agent_one') };
        const [, middle, oldest] = await history.ofAgent(one);
        assert.equal(middle?.avatarUrl, 'https://cdn.example.com/agent_one.png?v=1');
        assert.deepEqual(
          [oldest?.found, oldest?.at, oldest?.image.source],
          [true, Date.UTC(2026, 0, 2, 3, 4, 5), 'file:///home/me/face-1.png'],
        );
        const restorable = await restorableAvatars(history, one);
        assert.deepEqual(
          restorable.map(({ image }) => image.fileName),
          ['face-2.png', 'face-1.png'],
        );
        for (const { image } of restorable) assert.equal((await history.images.read(image))?.length, image.byteLength);
        await history.journal.recover();
        await history.tidy({ perAgent: 20, bytes: 200_000_000 });
      }
    }));

  it('has its draft, with its crop', () =>
    inProfile(async (folder) => {
      const store = new DraftStore(join(folder, 'draft'));
      const draft = await store.read();
      assert.equal(draft?.agentName, 'Leo');
      assert.deepEqual(draft.preparation, {
        asItIs: false,
        crop: { x: 4, y: 4, side: 6, quarterTurns: 1, flipped: true },
        background: '#102030',
        output: { side: 384, format: 'webp', quality: 80 },
      });
      const image = readdirSync(join(written, 'draft')).find((name) => name.endsWith('.picture')) ?? '';
      assert.deepEqual(Buffer.from(draft.image.bytes), readFileSync(join(written, 'draft', image)));
    }));

  it('has its keys, each for its server and its way of sending', async () => {
    const { secrets: given, state: remembered } = readJson(join(written, 'editor.json')) as Record<
      'secrets' | 'state',
      Record<string, string>
    >;
    const secrets = new MemorySecrets();
    for (const [name, secret] of Object.entries(given)) await secrets.store(name, secret);
    const credentials = new Credentials(secrets, {}, new MemoryState(Object.entries(remembered)));
    assert.deepEqual(await credentials.get(accountAt(origin)), { scheme: 'apiKey', secret: 'k-of-0.1.0' });
    assert.deepEqual(await credentials.get(accountAt('https://avatars.example', 'bearer')), { scheme: 'bearer', secret: 't-of-0.1.0' });
    assert.equal(await credentials.get(accountAt('https://avatars.example')), undefined);
    // After a restart without a keyring it still knows that there was one.
    const forgotten = new Credentials(new MemorySecrets(), {}, new MemoryState(Object.entries(remembered)));
    assert.ok(await forgotten.insteadOfForgotten(accountAt(origin)));
  });

  it('has its settings, with the same meaning where nothing is set, its keybindings and its view', () => {
    const before = readJson(join(written, 'contributes.json')) as {
      commands: string[];
      settings: Record<string, unknown>;
      views: string[];
    };
    const { contributes } = readJson(join(root, 'package.json')) as {
      contributes: {
        commands: { command: string }[];
        configuration: { properties: Record<string, { default?: unknown }> };
        views: Record<string, { id: string }[]>;
      };
    };
    const commands = new Set(contributes.commands.map(({ command }) => command));
    for (const command of before.commands) assert.ok(commands.has(command), command);
    for (const [setting, value] of Object.entries(before.settings)) {
      assert.deepEqual(contributes.configuration.properties[setting]?.default ?? null, value, setting);
    }
    const views = new Set(
      Object.values(contributes.views)
        .flat()
        .map(({ id }) => id),
    );
    for (const view of before.views) assert.ok(views.has(view), view);
  });
});
