import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { root } from '../../support/root.ts';

/**
 * Who may import whom. The core knows nothing of the editor; one avatar travels down this list's rooms and nothing runs
 * back up. A room that is not named here may not exist.
 */
const core = ['core/base', 'core/model', 'core/image', 'core/api', 'core/history', 'core/limits', 'core/services'] as const;
const mayImport: Record<string, readonly string[]> = {
  'core/base': ['core/base'],
  'core/model': ['core/model', 'core/base'],
  'core/image': ['core/image', 'core/model', 'core/base'],
  'core/api': ['core/api', 'core/model', 'core/base'],
  'core/history': ['core/history', 'core/image', 'core/model', 'core/base'],
  'core/limits': ['core/limits', 'core/history', 'core/api', 'core/base'],
  'core/services': ['core/services', 'core/history', 'core/image', 'core/api', 'core/model', 'core/base'],
  shared: ['shared', 'core/model', 'core/base'],
  'extension/ids': [],
  'extension/editor': ['extension/editor', ...core, 'extension/ids', 'shared'],
  'extension/prompts': ['extension/prompts', 'extension/editor', ...core, 'shared'],
  'extension/upload': ['extension/upload', 'extension/prompts', 'extension/editor', ...core],
  'extension/tree': ['extension/tree', 'extension/upload', 'extension/editor', ...core, 'extension/ids', 'shared'],
  'extension/preview': ['extension/preview', 'extension/tree', 'extension/upload', 'extension/editor', ...core, 'extension/ids', 'shared'],
  'extension/commands': [
    'extension/commands', 'extension/preview', 'extension/tree', 'extension/upload', 'extension/prompts', 'extension/editor', ...core, 'extension/ids',
  ],
  'extension/servicesTypes': ['extension/commands', 'extension/tree'],
  'extension/services': [
    'extension/servicesTypes', 'extension/commands', 'extension/preview', 'extension/tree', 'extension/upload', 'extension/prompts', 'extension/editor',
    ...core, 'extension/ids',
  ],
  'extension/lazyServices': ['extension/services', 'extension/servicesTypes', 'extension/ids'],
  'extension/extension': ['extension/lazyServices', 'extension/tree'],
};

/** Packages and Node modules, by the rooms that may use them. */
const packages: Record<string, readonly string[]> = {
  vscode: Object.keys(mayImport).filter((room) => room.startsWith('extension/') && room !== 'extension/ids'),
  undici: ['core/api'],
  'form-data': ['core/api'],
  saxes: ['core/image'],
  valibot: ['core/api', 'core/history', 'extension/preview', 'extension/commands', 'extension/tree'],
  'node:fs': ['core/history', 'core/limits'],
  'node:http': [],
  'node:https': [],
  'node:zlib': ['core/image'],
  // Only to tell a socket from another stream: undici opens the sockets.
  'node:net': ['core/api'],
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
    assert.deepEqual(
      [...reach('extension/extension.ts')].sort(),
      ['extension/extension.ts', 'extension/ids.ts', 'extension/lazyServices.ts', 'extension/tree/recentTree.ts'],
    ));

  it('load the code of the network only when an upload asks for it', () => {
    const network = ['undici', 'form-data'];
    const reached = new Set([...reach('extension/extension.ts'), ...reach('extension/services.ts')]);
    assert.ok(reached.has('extension/editor/network.ts'));
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

/** A folder; in `core` and `extension` one below, or a file that stands there by itself. */
function roomOf(file: string): string {
  const [first = '', second] = file.replace(/\.ts$/, '').split('/');
  return first === 'shared' || second === undefined ? first : `${first}/${second}`;
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
