import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { key } from '../../support/api/calls.ts';
import { inFolder } from '../../support/history/sampleUpdate.ts';
import { isUpload } from '../../support/sandbox/isUpload.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';
import { hashOf, imageOf } from '../../support/upload/testWindow.ts';

const program = join(import.meta.dirname, 'secondDoor.ts');
const [original, first, second] = [imageOf(1, 'original.png'), imageOf(2, 'first.png'), imageOf(3, 'second.png')];

/** The core as another program uses it, in a process without VS Code: what is proved here is that it needs none. */
describe('a second door to the core', () => {
  let sandbox: Sandbox;
  before(async () => (sandbox = await startSandbox({ apiKeys: [key], agents: [{ agent_id: 'agent_1', name: 'Maya' }] })));
  beforeEach(() => {
    sandbox.reset();
    sandbox.setElsewhere('agent_1', original);
  });
  after(() => sandbox.close());

  const shown = () => sandbox.avatarOf('agent_1')?.sha256;

  /** @param during told each line; gives what to write to the program */
  async function run(folder: string, command: readonly string[], during: (line: unknown) => string | undefined = () => undefined) {
    const environment = { ...process.env, THREETONE_API_KEY: key, THREETONE_BASE_URL: sandbox.url };
    const parameters = ['--import=tsx', program, join(folder, 'history'), sandbox.url, 'agent_1', ...command];
    const child = spawn(process.execPath, parameters, { env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
    const lines: unknown[] = [];
    createInterface(child.stdout).on('line', (text) => {
      const line: unknown = JSON.parse(text);
      lines.push(line);
      const said = during(line);
      if (said !== undefined) child.stdin.write(said);
    });
    await once(child, 'close');
    assert.ok(!JSON.stringify(lines).includes(key));
    return lines;
  }

  const inHouse = (test: (folder: string, files: readonly [string, string]) => Promise<void>) =>
    inFolder(async (folder) => {
      mkdirSync(join(folder, 'pictures'));
      const files = [first, second].map(({ fileName, bytes }) => {
        const path = join(folder, 'pictures', fileName);
        writeFileSync(path, bytes);
        return path;
      });
      await test(folder, files as [string, string]);
    });

  it('sets an avatar, keeps what was there, sees it live, and undoes it', () =>
    inHouse(async (folder, [one]) => {
      const set = (await run(folder, ['set', one])).at(-1) as { done: { image: { sha256: string } } };
      assert.equal(set.done.image.sha256, hashOf(first));
      assert.equal(shown(), hashOf(first));
      assert.deepEqual(await run(folder, ['live']), [{ done: 'live' }]);
      assert.deepEqual(await run(folder, ['look']), [{ done: 'image' }]);
      await run(folder, ['undo']);
      assert.equal(shown(), hashOf(original));
      assert.deepEqual(await run(folder, ['history']), [{ done: ['previous-avatar.png', 'first.png', 'previous-avatar.png'] }]);
    })).timeout(60_000);

  it('lists agents', () =>
    inHouse(async (folder) => {
      assert.deepEqual(await run(folder, ['agents']), [{ done: [{ agentId: 'agent_1', name: 'Maya' }] }]);
    })).timeout(60_000);

  it('tells of a retry, and goes on by itself', () =>
    inHouse(async (folder, [one]) => {
      sandbox.fail({ kind: 'status', status: 503 }, { match: isUpload });
      const lines = await run(folder, ['set', one]);
      assert.ok(
        lines.some((line) => JSON.stringify(line).startsWith('{"waiting":{"reason":"retry"')),
        JSON.stringify(lines),
      );
      assert.equal(shown(), hashOf(first));
    })).timeout(60_000);

  it('is stopped at any moment, and nothing is lost', () =>
    inHouse(async (folder, [one, two]) => {
      await run(folder, ['set', one]);
      sandbox.fail({ kind: 'stall' }, { match: isUpload });
      let tries = 0;
      // The first try is the look at what is there.
      const lines = await run(folder, ['set', two], (line) => (line === 'trying' && ++tries === 2 ? 'stop\n' : undefined));
      assert.match(JSON.stringify(lines.at(-1)), /^\{"failed":\{"kind":"cancelled"/);
      assert.equal(shown(), hashOf(first));
    })).timeout(60_000);

  it('says what is wrong as data', () =>
    inHouse(async (folder) => {
      writeFileSync(join(folder, 'pictures', 'note.png'), 'not an image');
      assert.deepEqual(await run(folder, ['set', join(folder, 'pictures', 'note.png')]), [
        { failed: { kind: 'notAnImage', fileName: 'note.png' } },
      ]);
      assert.deepEqual(await run(folder, ['undo']), [{ failed: { kind: 'noEntries' } }]);
    })).timeout(60_000);
});
