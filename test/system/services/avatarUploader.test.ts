import assert from 'node:assert/strict';
import { History } from '../../../src/core/history/history.ts';
import { AgentNames } from '../../../src/core/model/agentNames.ts';
import { UploadStates } from '../../../src/core/model/uploadStates.ts';
import { AvatarUploader } from '../../../src/core/services/avatarUploader.ts';
import { Credentials } from '../../../src/core/services/credentials.ts';
import { never, serverAt } from '../../support/api/calls.ts';
import { agent, filesIn, inFolder, origin, sampleUpdate } from '../../support/history/sampleUpdate.ts';
import { MemorySecrets, MemoryState } from '../../support/services/memoryStores.ts';
import { imageOf } from '../../support/upload/testWindow.ts';

describe('an avatar that cannot be sent, since the code of the network cannot be loaded', () => {
  it('stands in the way of nothing else', () =>
    inFolder(async (folder) => {
      const history = new History(folder, (why) => assert.fail(why));
      const bytes = Buffer.from('shown');
      const shown = sampleUpdate(agent('1'), bytes);
      await history.add(shown, bytes);
      const states = new UploadStates();
      const uploader = new AvatarUploader({
        credentials: new Credentials(new MemorySecrets(), {}, new MemoryState()),
        client: () => Promise.reject(new Error('ERR_MODULE_NOT_FOUND')),
        history,
        names: new AgentNames(),
        states,
        log: { info: () => undefined, warn: () => undefined, error: (what) => assert.fail(what) },
        onUnkept: (error) => assert.fail(String(error)),
      });
      const pending = await uploader.begin({ origin, agentId: agent('1'), image: imageOf(1) });
      assert.ok(await history.journal.isOvertaken(shown));
      await assert.rejects(uploader.upload(serverAt(origin), pending, { signal: never }), /ERR_MODULE_NOT_FOUND/);
      assert.equal(await history.journal.isOvertaken(shown), false);
      assert.equal(states.of(shown), undefined);
      const left = (await filesIn(folder)).filter((name) => name.startsWith('acts'));
      assert.deepEqual(left, []);
    }));
});
