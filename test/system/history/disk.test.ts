import assert from 'node:assert/strict';
import { chmodSync, readlinkSync, statSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseAcceptedAnswer } from '../../../src/core/api/responses.ts';
import { removeOldDrafts, writeWhole } from '../../../src/core/history/atomicFile.ts';
import { newDraft } from '../../../src/core/history/draft.ts';
import { DraftStore } from '../../../src/core/history/draftStore.ts';
import { idBefore, newEntryId } from '../../../src/core/history/entryRecord.ts';
import { History } from '../../../src/core/history/history.ts';
import { asImage, imageOf } from '../../support/upload/testWindow.ts';
import { agent, inFolder, origin, sampleUpdate } from '../../support/history/sampleUpdate.ts';

const never = (why: string) => assert.fail(`set aside as ${why}`);
const bytes = Buffer.from('image');
const image = asImage(imageOf(1).bytes, 'face.png', 8);

describe('history: what is written can be read back', () => {
  // Each of them is valid where it comes from, and was longer than what a record could hold.
  const long = 'न'.repeat(10_000);
  const url = `https://cdn.example.com/${'é'.repeat(1_000)}.png`;

  it('a public URL that is too long once it is normalised is left out', async () => {
    assert.ok(url.length < 2048 && new URL(url).href.length > 2048);
    let leftOut = false;
    const answer = parseAcceptedAnswer({ agent_id: 'agent_a', avatar_url: url }, { origin, agentId: agent('a') }, () => (leftOut = true));
    assert.deepEqual(answer, { ok: true, value: { agentId: 'agent_a' } });
    assert.ok(leftOut);
    await inFolder(async (folder) => {
      // An older version may hand such a URL on.
      const entry = sampleUpdate(agent('a'), bytes, { avatarUrl: new URL(url).href });
      await new History(folder, never).add(entry, bytes);
      const { avatarUrl, ...rest } = entry;
      assert.ok(avatarUrl);
      assert.deepEqual(await new History(folder, never).newestOf({ origin, agentId: agent('a') }), rest);
    });
  });

  it('an entry with a name, a file and a place that are too long keeps its image', () =>
    inFolder(async (folder) => {
      const plain = sampleUpdate(agent('a'), bytes, { agentName: long });
      const entry = { ...plain, image: { ...plain.image, fileName: `${long}.png`, source: `file:///${long}` } };
      await new History(folder, never).add(entry, bytes);
      const other = new History(folder, never);
      const found = await other.newestOf({ origin, agentId: agent('a') });
      assert.equal(found?.id, entry.id);
      assert.ok(long.startsWith(found.agentName ?? 'x'));
      assert.equal(found.image.source, undefined, 'a part of a path is another file');
      assert.ok(await other.images.read(found.image));
    }));

  it('a draft with a name and a place that are too long comes back', () =>
    inFolder(async (folder) => {
      const draft = newDraft({
        origin,
        agentId: agent('a'),
        agentName: long,
        source: `file:///${long}`,
        image: { ...image, fileName: long },
      });
      await new DraftStore(folder).keep(draft);
      const back = await new DraftStore(folder).read();
      assert.equal(back?.id, draft.id);
      assert.deepEqual(Buffer.from(back.image.bytes), image.bytes);
    }));
});

describe('history: what is kept is the person’s alone', () => {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  /** Everything below a folder, and what others may do with it. */
  async function openToOthers(folder: string): Promise<string[]> {
    const entries = await readdir(folder, { recursive: true });
    const all = [folder, ...entries.map((name) => join(folder, name))];
    return all.filter((path) => (statSync(path).mode & 0o077) !== 0);
  }

  it('no other user reads a file or a folder of the history, of the journal or of a draft', () =>
    inFolder(async (parent) => {
      const previous = process.umask(0);
      try {
        const folder = join(parent, 'history');
        const history = new History(folder, never);
        const entry = sampleUpdate(agent('a'), bytes);
        await history.add(entry, bytes);
        await history.keepThumbnail(entry.image, bytes);
        const act = await history.journal.begin({ origin, agentId: agent('b'), image: entry.image });
        await act.keepBefore({ ...entry.image, sha256: 'f'.repeat(64) }, bytes);
        const end = await act.beginAttempt(1_000);
        await new DraftStore(join(parent, 'draft')).keep(newDraft({ origin, agentId: agent('a'), image }));
        assert.deepEqual(await openToOthers(folder), []);
        assert.deepEqual(await openToOthers(join(parent, 'draft')), []);
        end?.(true);
        await act.leaveUnsettled();
        assert.deepEqual(await openToOthers(folder), []);
      } finally {
        process.umask(previous);
      }
    }));

  it('what an older version left open is closed when it is tidied', () =>
    inFolder(async (folder) => {
      chmodSync(folder, 0o755);
      await new History(folder, never).tidy({ perAgent: 1, bytes: 1 });
      assert.equal(statSync(folder).mode & 0o777, 0o700);
    }));
});

describe('history: a power cut', () => {
  it('takes no name of what was said to be kept: each folder is synced after the file in it', async function () {
    if (process.platform !== 'linux') this.skip();
    await inFolder(async (folder) => {
      const synced: string[] = [];
      const handle = await open(folder, 'r');
      const prototype = Object.getPrototypeOf(handle) as { sync: () => Promise<void>; readonly fd: number };
      await handle.close();
      const { sync } = prototype;
      prototype.sync = function (this: { readonly fd: number }) {
        // The system's own name of what is synced.
        synced.push(readlinkSync(`/proc/self/fd/${this.fd}`).slice(folder.length));
        return sync.call(this);
      };
      try {
        const entry = sampleUpdate(agent('a'), bytes);
        await new History(join(folder, 'new', 'history'), never).add(entry, bytes);
      } finally {
        prototype.sync = sync;
      }
      const record = synced.indexOf(synced.find((name) => /\.json\..*\.part$/.test(name)) ?? '');
      assert.ok(record >= 0, synced.join('\n'));
      assert.ok(synced.lastIndexOf(dirname(synced[record]!)) > record, 'the record’s folder');
      const image = synced.findIndex((name) => basename(dirname(name)) === 'pictures');
      assert.ok(synced.indexOf('/new/history/pictures') > image && image >= 0, 'the image’s folder');
      assert.ok(synced.indexOf('/new/history/pictures') < record, 'the image first');
      for (const made of ['', '/new', '/new/history']) assert.ok(synced.includes(made), `the name of a new folder in ${made}`);
    });
  });
});

describe('history: a clock that was set', () => {
  it('takes no file that is just being written for one that a killed process left', () =>
    inFolder(async (folder) => {
      // Every file that is begun is swept away by a process whose clock stands two hours later, until it is given up.
      const handle = await open(folder, 'r');
      const prototype = Object.getPrototypeOf(handle) as { sync: () => Promise<void> };
      await handle.close();
      const { sync } = prototype;
      let swept = 0;
      prototype.sync = async function () {
        await sync.call(this);
        if (swept++ < 1) await removeOldDrafts(folder, Date.now() + 7_200_000);
      };
      try {
        await writeWhole(join(folder, 'kept'), bytes);
      } finally {
        prototype.sync = sync;
      }
      assert.ok(swept > 1);
      assert.deepEqual(await readdir(folder), ['kept']);
    }));
});

describe('history: order', () => {
  it('an id follows the one before it wherever the clock stands', () => {
    const future = newEntryId(Date.UTC(2090, 0));
    for (let now = Date.now(), last = future, count = 0; count < 100; count++) {
      const id = newEntryId(now - count * 3_600_000, last);
      assert.ok(last < idBefore(id) && idBefore(id) < id, `${last} ${idBefore(id)} ${id}`);
      last = id;
    }
  });

  it('an id stays one that can be read, also after the last that there is', () => {
    assert.match(newEntryId(Date.now(), 'zzzzzzzzz-0123456789ab'), /^[0-9a-z]{9}-[0-9a-f]{12}$/);
  });
});
