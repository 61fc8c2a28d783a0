import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { soakUploads } from '../../soak/uploadSoak.ts';
import { root } from '../../support/root.ts';

describe('two windows that set avatars at a server that often fails', () => {
  it('report the truth, let the last act win, and lose nothing that was there (a short soak)', async function () {
    this.timeout(120_000);
    const said: string[] = [];
    const module = pathToFileURL(join(root, 'src/core/api/network.ts')).href;
    const { signal } = new AbortController();
    const summary = await soakUploads({ uploads: 80, agents: 5, seed: 20_261_125, module, signal, say: (line) => said.push(line) });
    const { asked, wrong, olderOverNewer, beforeLost, leaked } = summary;
    assert.deepEqual(
      { asked, wrong, olderOverNewer, beforeLost, leaked },
      { asked: 80, wrong: 0, olderOverNewer: 0, beforeLost: 0, leaked: 0 },
      said.join('\n'),
    );
    assert.ok(summary.accepted > 20, JSON.stringify(summary));
  });
});
