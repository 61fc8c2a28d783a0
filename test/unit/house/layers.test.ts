import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { root } from '../../support/root.ts';

interface Import {
  readonly file: string;
  readonly to: string;
  readonly typesOnly: boolean;
  readonly late: boolean;
}

const imports = (readdirSync(join(root, 'src'), { recursive: true }) as string[])
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .flatMap(importsOf);

/** Who may import whom is in .dependency-cruiser.mjs; here is what is loaded when. */
describe('the imports of src', () => {
  it('are found', () => assert.ok(imports.length > 50, String(imports.length)));

  it('load at activation only what is registered', () =>
    assert.deepEqual([...reach('extension/extension.ts')].sort(), [
      'extension/extension.ts',
      'extension/ids.ts',
      'extension/lazyServices.ts',
      'extension/tree/recentTree.ts',
    ]));

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
  const fixed = [...text.matchAll(/^(?:import|export)\s+(?:([^'";]*?)\s+from\s+)?['"]([^'"]+)['"]/gm)].map(([, names, to]) => ({
    file,
    to: to ?? '',
    typesOnly: /^type\b/.test(names ?? ''),
    late: false,
  }));
  const late = [...text.matchAll(/\bimport\(['"]([^'"]+)['"]\)/g)].map(([, to]) => ({
    file,
    to: to ?? '',
    typesOnly: false,
    late: true,
  }));
  return [...fixed, ...late];
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
