import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withTables } from '../../support/docs/tables.ts';
import { root } from '../../support/root.ts';

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const readme = read('README.md');

describe('README.md', () => {
  it('has the commands and settings of package.json (npm run docs writes them)', () => assert.equal(readme, withTables(readme)));

  it('shows images that are there, each of at most 150 kB', () => {
    const images = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, file]) => file ?? '');
    assert.ok(images.length > 0);
    for (const file of images) {
      assert.ok(existsSync(join(root, file)), file);
      assert.ok(statSync(join(root, file)).size <= 150_000, file);
    }
  });

  it('names only commands that package.json has', () => {
    const { contributes } = JSON.parse(read('package.json')) as {
      contributes: { commands: { command: string }[]; configuration: { properties: object } };
    };
    const known = new Set([...contributes.commands.map(({ command }) => command), ...Object.keys(contributes.configuration.properties)]);
    for (const [, name] of readme.matchAll(/`(threetoneAvatars\.\w+)`/g)) assert.ok(known.has(name ?? ''), name);
  });
});

describe('CONTRIBUTING.md', () => {
  it('explains every npm script in a line', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const explained = [...read('CONTRIBUTING.md').matchAll(/^\| `npm (?:run )?([\w:]+)` \| \S/gm)].map(([, name]) => name);
    assert.deepEqual(explained.sort(), Object.keys(scripts).sort());
  });

  it('maps the folders that are there', () => {
    const map = /```\n(src\/core\/[^]*?)```/.exec(read('CONTRIBUTING.md'))?.[1] ?? '';
    let top = '';
    for (const line of map.split('\n')) {
      const name = /^ *([\w./]+)(?= |$)/.exec(line)?.[1];
      if (name === undefined) continue;
      if (!line.startsWith(' ')) top = name;
      else if (line.search(/\S/) === 2) assert.ok(existsSync(join(root, top, name)), `${top}${name}`);
    }
  });
});
