import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { root } from '../../support/root.ts';

/**
 * Who may import whom. One avatar travels down this list's rooms and nothing runs back up; a room that is not named
 * here may not exist.
 */
const mayImport: Record<string, readonly string[]> = {
  avatar: ['avatar'],
  api: ['api', 'avatar'],
  image: ['image', 'avatar'],
  history: ['history', 'image', 'avatar'],
  limits: ['limits', 'history', 'api'],
  editor: ['editor', 'limits', 'history', 'image', 'api', 'avatar', 'ids'],
  prompts: ['prompts', 'editor', 'history', 'avatar'],
  upload: ['upload', 'prompts', 'editor', 'history', 'image', 'api', 'avatar'],
  views: ['views', 'upload', 'editor', 'history', 'image', 'avatar', 'ids', 'protocol', 'pageTexts', 'uriList'],
  commands: ['commands', 'views', 'upload', 'prompts', 'editor', 'history', 'image', 'avatar', 'ids'],
  journey: ['commands', 'views', 'upload', 'prompts', 'editor', 'history', 'avatar', 'ids', 'journeyParts'],
  journeyParts: ['commands', 'views'],
  journeyLoader: ['journey', 'journeyParts', 'ids'],
  extension: ['journeyLoader', 'views'],
  ids: [],
  protocol: ['avatar'],
  pageTexts: ['avatar', 'protocol'],
  uriList: [],
};

/** Packages and Node modules, by the rooms that may use them. */
const packages: Record<string, readonly string[]> = {
  vscode: ['editor', 'prompts', 'upload', 'views', 'commands', 'journey', 'journeyParts', 'journeyLoader', 'extension'],
  undici: ['api'],
  'form-data': ['api'],
  saxes: ['image'],
  valibot: ['api', 'history', 'views', 'commands'],
  'node:fs': ['history', 'limits'],
  'node:http': [],
  'node:https': [],
  'node:zlib': ['image'],
  // Only to tell a socket from another stream: undici opens the sockets.
  'node:net': ['api'],
};

interface Import {
  readonly from: string;
  readonly file: string;
  readonly to: string;
  readonly typesOnly: boolean;
  readonly late: boolean;
}

const imports = (readdirSync(join(root, 'src'), { recursive: true }) as string[])
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .flatMap(importsOf);

describe('the layers of src', () => {
  it('are found', () => assert.ok(imports.length > 50, String(imports.length)));

  for (const each of imports.filter(({ to }) => to.startsWith('.'))) {
    const target = posix.join(dirname(each.file), each.to);
    it(`${each.file} may import ${target}`, () => assert.ok(mayImport[each.from]?.includes(roomOf(target))));
  }

  for (const each of imports.filter(({ to }) => !to.startsWith('.'))) {
    const rule = Object.keys(packages).find((name) => each.to === name || each.to.startsWith(`${name}/`));
    if (rule) it(`${each.file} may import ${each.to}`, () => assert.ok(packages[rule]?.includes(each.from)));
  }

  it('load at activation only what is registered', () =>
    assert.deepEqual([...reach('extension.ts')].sort(), ['extension.ts', 'ids.ts', 'journeyLoader.ts', 'views/recentTree.ts']));

  it('load the code of the network only when an upload asks for it', () => {
    const network = ['undici', 'form-data'];
    const reached = new Set([...reach('extension.ts'), ...reach('journey.ts')]);
    assert.ok(reached.has('editor/network.ts'));
    for (const file of reached) {
      const early = imports.filter(({ file: from, late, typesOnly }) => from === file && !late && !typesOnly);
      for (const { to } of early) assert.ok(!network.includes(to), `${file} imports ${to}`);
    }
  });
});

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, 'src', file), 'utf8');
  const from = roomOf(file);
  const fixed = [...text.matchAll(/^(?:import|export)\s+(?:([^'";]*?)\s+from\s+)?['"]([^'"]+)['"]/gm)].map(([, names, to]) => ({
    from,
    file,
    to: to ?? '',
    typesOnly: /^type\b/.test(names ?? ''),
    late: false,
  }));
  const late = [...text.matchAll(/\bimport\(['"]([^'"]+)['"]\)/g)].map(([, to]) => ({ from, file, to: to ?? '', typesOnly: false, late: true }));
  return [...fixed, ...late];
}

function roomOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.ts$/, '');
}

/** Files that are loaded with one: everything it imports at once, not for types alone. */
function reach(start: string, seen = new Set<string>()): Set<string> {
  if (seen.has(start)) return seen;
  seen.add(start);
  for (const { file, to, late, typesOnly } of imports) {
    if (file === start && to.startsWith('.') && !late && !typesOnly) reach(posix.join(dirname(file), to), seen);
  }
  return seen;
}
