import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { imageFilesGlob } from '../../src/core/model/mediaType.ts';
import { generatedCorpus } from '../support/images/generatedCorpus.ts';
import { type Sandbox, startSandbox } from '../support/sandbox/sandbox.ts';
import { isUpload } from '../support/sandbox/isUpload.ts';
import { validateRequest } from '../contract/validate.ts';
import { failureNotice, inWorkspace, useServer } from './editor.ts';
import { interceptQuickPick } from './prompts.ts';

const agentId = 'agent_3701k3ttaq12ewp8b7qv5rfyszkz';
const key = 'sk_integration_1';
const token = 'integration.jwt.1';

const bytesOf = (file: string) => readFileSync(inWorkspace(file).fsPath);

/** A file system on which every file is the same one; it notes which were asked for. */
function fileSystemOf(bytes: Uint8Array, asked: string[]): vscode.FileSystemProvider {
  const note = <T>(uri: vscode.Uri, answer: T): T => {
    asked.push(uri.toString());
    return answer;
  };
  const refuse = () => {
    throw vscode.FileSystemError.NoPermissions();
  };
  return {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) => note(uri, { type: vscode.FileType.File, ctime: 0, mtime: 0, size: bytes.length }),
    readFile: (uri) => note(uri, bytes),
    readDirectory: refuse,
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}

describe('threetoneAvatars.setAvatar', () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox({
      apiKeys: [key],
      bearerTokens: [token],
      strictAgents: true,
      agents: [{ agent_id: agentId, name: 'Robin' }],
    });
  });
  beforeEach(async () => {
    sandbox.reset();
    await useServer(sandbox.url, key);
  });
  afterEach(() => vscode.commands.executeCommand('notifications.clearAll'));
  after(() => sandbox.close());

  const set = (...given: unknown[]) => vscode.commands.executeCommand('threetoneAvatars.setAvatar', ...given);

  for (const [file, mediaType] of [
    ['square.png', 'image/png'],
    ['photo.jpg', 'image/jpeg'],
    ['animated.gif', 'image/gif'],
    ['logo.svg', 'image/svg+xml'],
    ['image.webp', 'image/webp'],
    ['image.avif', 'image/avif'],
  ] as const) {
    it(`sends ${file} as it is, with its own name and true type, and gives back the URL`, async () => {
      const uri = inWorkspace(file);
      const result = await set(agentId, uri);

      const sent = readFileSync(uri.fsPath);
      const kept = sandbox.avatarOf(agentId);
      assert.ok(kept);
      assert.ok(kept.bytes.equals(sent));
      assert.equal(kept.fileName, file);
      assert.equal(kept.contentType, mediaType);
      assert.deepEqual(result, { agentId, avatarUrl: kept.url });
    });
  }

  for (const kind of [
    'png-wrong-checksum-of-the-data',
    'jpeg-cut-in-its-data',
    'gif-cut-in-its-pixels',
    'webp-cut-in-its-image',
    'avif-cut-in-its-data',
    'svg-cut',
  ]) {
    it(`refuses a damaged file with a sentence, and sends nothing of it: ${kind}`, async () => {
      const file = inWorkspace(`${kind}.bin`);
      await vscode.workspace.fs.writeFile(file, generatedCorpus.find(({ name }) => name === kind)!.bytes);
      try {
        const { result, text } = await failureNotice(() => set(agentId, file));
        assert.match(text, /is a damaged (PNG|JPG|GIF|WEBP|AVIF|SVG) image/);
        assert.equal(result, undefined);
        assert.deepEqual(sandbox.requests.filter(isUpload), []);
      } finally {
        await vscode.workspace.fs.delete(file);
      }
    });
  }

  it('finds images in the workspace whose endings are in capitals', async () => {
    const names = ['CAPITALS.JPG', 'Mixed.Png', 'other.jfif', 'OTHER.JPE'];
    for (const name of names) await vscode.workspace.fs.writeFile(inWorkspace(name), Buffer.from('a'));
    try {
      const found = (await vscode.workspace.findFiles(imageFilesGlob)).map(({ path }) => basename(path));
      for (const name of names) assert.ok(found.includes(name), `${name} is not among ${found.join(', ')}`);
    } finally {
      for (const name of names) await vscode.workspace.fs.delete(inWorkspace(name));
    }
  });

  it('asks the contract’s way: one request, nothing amiss', async () => {
    await set(agentId, inWorkspace('square.png'));
    const posts = sandbox.requests.filter(({ method }) => method === 'POST');
    assert.equal(posts.length, 1);
    assert.deepEqual(validateRequest('post_agent_avatar_route', posts[0]!), []);
    assert.equal(posts[0]!.headers['x-api-key'], key);
    assert.equal(posts[0]!.headers.authorization, undefined);
  });

  it('heeds no setting of the workspace, which points elsewhere', async () => {
    const hostile = Buffer.from(await vscode.workspace.fs.readFile(inWorkspace('.vscode/settings.json'))).toString();
    assert.match(hostile, /"threetoneAvatars.baseUrl":"http:..127.0.0.1:9"/);
    assert.ok(await set(agentId, inWorkspace('square.png')));
    assert.equal(sandbox.requests[0]?.headers['x-api-key'], key);
  });

  it('sends the token instead of the key where the settings say so', async () => {
    await useServer(sandbox.url, token, 'bearer');
    assert.ok(await set(agentId, inWorkspace('square.png')));
    const [post] = sandbox.requests.filter(({ method }) => method === 'POST');
    assert.equal(post?.headers.authorization, `Bearer ${token}`);
    assert.equal(post.headers['x-api-key'], undefined);
  });

  it('speaks of the token, not of a key, when the server refuses it', async () => {
    await useServer(sandbox.url, 'expired', 'bearer');
    const { text } = await failureNotice(() => set(agentId, inWorkspace('square.png')));
    assert.match(text, /did not accept the dashboard token/);
  });

  it('takes an agent ID in need of encoding', async () => {
    const odd = 'agent 1'.replace(' ', '%2F') + ':ü';
    const open = await startSandbox({ apiKeys: [key] });
    try {
      await useServer(open.url, key);
      assert.equal(((await set(odd, inWorkspace('square.png'))) as { agentId: string }).agentId, odd);
      assert.ok(open.avatarOf(odd));
    } finally {
      await open.close();
    }
  });

  it('names a file as it is named, quotes and all', async () => {
    const name = 'née "x";.png';
    const folder = vscode.Uri.joinPath(inWorkspace('.'), 'names');
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.copy(inWorkspace('square.png'), uri, { overwrite: true });
    try {
      assert.ok(await set(agentId, uri));
      const part = sandbox.requests.find(({ method }) => method === 'POST')?.parts[0];
      assert.equal(part?.name, 'avatar_file');
      // Browsers and form-data write a quote in a file name as %22; the name is otherwise as it is.
      assert.equal(part.fileName?.replaceAll('%22', '"'), name);
    } finally {
      await vscode.workspace.fs.delete(folder, { recursive: true });
    }
  });

  it('takes the Uri as another extension or a keybinding may hand it over', async () => {
    const uri = inWorkspace('square.png');
    assert.ok(await set(agentId, uri.toString()));
    assert.ok(await set(agentId, uri.toJSON()));
  });

  it('takes agent and image in one argument, as a keybinding gives them', async () => {
    const image = inWorkspace('square.png');
    for (const given of [image, image.toString(), JSON.parse(JSON.stringify(image)) as unknown]) {
      const result = await set({ agentId, image: given });
      assert.deepEqual(result, { agentId, avatarUrl: sandbox.avatarOf(agentId)?.url });
      assert.ok(sandbox.avatarOf(agentId)?.bytes.equals(bytesOf('square.png')));
    }
  });

  it('asks for the agent where only an image is in the one argument', async () => {
    const { pick, asked } = await interceptQuickPick(() => set({ image: inWorkspace('square.png').toString() }));
    assert.equal(pick.title, 'Set Agent Avatar');
    assert.equal(pick.totalSteps, undefined, 'one question of one');
    pick.hide();
    assert.equal(await asked, undefined);
  });

  it('takes the agent alone of a row, whose image is the one that was sent', async () => {
    const row = { origin: sandbox.url, agentId, image: { fileName: 'other.png' } };
    assert.ok(await set(row, inWorkspace('square.png')));
    assert.equal(sandbox.avatarOf(agentId)?.fileName, 'square.png');
  });

  it('takes every part of a Uri’s JSON: the file on another machine is another file', async () => {
    const asked: string[] = [];
    const registered = vscode.workspace.registerFileSystemProvider('threetone-test', fileSystemOf(bytesOf('square.png'), asked));
    try {
      const uri = vscode.Uri.from({ scheme: 'threetone-test', authority: 'machine', path: '/a b.png', query: 'q=1', fragment: 'f' });
      assert.ok(await set(agentId, JSON.parse(JSON.stringify(uri))));
      assert.ok(asked.length > 0);
      for (const text of asked) assert.equal(text, uri.toString());
    } finally {
      registered.dispose();
    }
  });

  it('says “no URL” with success when the server gives none', async () => {
    const silent = await startSandbox({ apiKeys: [key], avatarUrl: 'null' });
    try {
      await useServer(silent.url, key);
      assert.deepEqual(await set(agentId, inWorkspace('square.png')), { agentId, avatarUrl: undefined });
    } finally {
      await silent.close();
    }
  });

  const refused: [string, string, RegExp][] = [
    ['an empty file', 'empty.png', /empty/],
    ['a text with an image’s name', 'text.png', /not a PNG/],
    ['an image cut in its header', 'broken.png', /damaged/],
    ['a file that is not there', 'missing.png', /no longer exists/],
  ];
  for (const [what, file, sentence] of refused) {
    it(`refuses ${what} before a byte leaves`, async () => {
      const { result, text } = await failureNotice(() => set(agentId, inWorkspace(file)));
      assert.match(text, sentence);
      assert.equal(result, undefined);
      assert.equal(sandbox.requests.length, 0);
    });
  }

  it('refuses an image above the person’s ceiling', async () => {
    const settings = vscode.workspace.getConfiguration('threetoneAvatars');
    await settings.update('maxImageSizeMB', 0.1, vscode.ConfigurationTarget.Global);
    try {
      const { text } = await failureNotice(() => set(agentId, inWorkspace('square.png')));
      assert.match(text, /larger than the limit/);
      assert.equal(sandbox.requests.length, 0);
    } finally {
      await settings.update('maxImageSizeMB', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  const [wrongAgent, wrongImage] = [/agent ID/, /invalid argument: image/];
  const wrongArguments: [unknown[], RegExp][] = [
    [['a/b'], wrongAgent],
    [[12], wrongAgent],
    [[{}], wrongAgent],
    [[[agentId, 'file:///x.png']], wrongAgent],
    [[agentId, 'not a uri'], wrongImage],
    [[agentId, 12], wrongImage],
    [[agentId, { scheme: 'a b', path: '/x' }], wrongImage],
    [[agentId, { scheme: 'file', path: '/x', authority: 12 }], wrongImage],
    [[agentId, 'file:////server/x.png'], wrongImage],
    [[agentId, { scheme: 'file', path: '//server/x.png' }], wrongImage],
    [[{ agentId: 'a/b', image: 'file:///x.png' }], wrongAgent],
    [[{ agentId: 12, image: 'file:///x.png' }], wrongAgent],
    [[{ agentId, image: 'not a uri' }], wrongImage],
    [[{ agentId, image: { fileName: 'x.png' } }], wrongImage],
    [[{ image: 12 }], wrongImage],
  ];
  for (const [given, sentence] of wrongArguments) {
    it(`refuses the arguments ${JSON.stringify(given)} with a sentence`, async () => {
      const { result, text } = await failureNotice(() => set(...given));
      assert.equal(result, undefined);
      assert.match(text, sentence);
      assert.equal(sandbox.requests.length, 0);
    });
  }

  it('shows what the server found wrong with each field', async () => {
    sandbox.fail(
      { kind: 'status', status: 422, body: { detail: [{ loc: ['body', 'avatar_file', 0], msg: 'too strange', type: 'x' }] } },
      { match: isUpload },
    );
    const { text } = await failureNotice(() => set(agentId, inWorkspace('square.png')));
    assert.match(text, /avatar_file\.0: too strange/);
  });

  it('says that the server does not know the agent', async () => {
    const { text } = await failureNotice(() => set('agent_nobody', inWorkspace('square.png')));
    assert.match(text, /agent_nobody/);
  });

  it('leaves undici’s process-wide slots as they were', async () => {
    const slots = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'].map((name) => Symbol.for(name));
    const read = () => slots.map((slot) => (globalThis as Record<symbol, unknown>)[slot]);
    const before = read();
    assert.ok(await set(agentId, inWorkspace('square.png')));
    read().forEach((now, index) => assert.equal(now, before[index]));
  });

  it('keeps the history on disk: the record and the very bytes', async () => {
    await set(agentId, inWorkspace('square.png'));
    const bytes = readFileSync(inWorkspace('square.png').fsPath);
    const name = `${createHash('sha256').update(bytes).digest('hex')}.png`;
    const storage = process.env.THREETONE_TEST_STORAGE;
    assert.ok(storage);
    const found = (readdirSync(storage, { recursive: true }) as string[]).find((path) => path.endsWith(name));
    assert.ok(found, `no ${name} under ${storage}`);
    assert.ok(readFileSync(join(storage, found)).equals(bytes));
  });
});
