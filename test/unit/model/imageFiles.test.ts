import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extensionOf, imageExtensions, imageFilesGlob } from '../../../src/core/model/mediaType.ts';
import { root } from '../../support/root.ts';

/** The endings for which the menus of package.json offer the command: a regular expression, written there by hand. */
function offered(): RegExp {
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const [, pattern = ''] = /resourceExtname =~ \/(.+?)\/i"/.exec(manifest) ?? [];
  return new RegExp(pattern.replaceAll('\\\\', '\\'), 'i');
}

/** Such a glob in the words of a regular expression. */
function regexOf(glob: string): RegExp {
  const [, endings = ''] = /^\*\*\/\*\.\{(.*)\}$/.exec(glob) ?? [];
  return new RegExp(`\\.(?:${endings.replaceAll(',', '|')})$`);
}

const endings = ['png', 'apng', 'jpg', 'jpeg', 'jpe', 'jfif', 'webp', 'gif', 'avif', 'svg', 'bmp', 'tiff', 'heic', 'ico', 'txt', ''];

describe('extensionOf', () => {
  it('names a file by its type', () => assert.equal(extensionOf('image/svg+xml'), 'svg'));
});

describe('endings of image files', () => {
  for (const ending of endings) {
    const isOffered = offered().test(`.${ending}`);
    it(`${isOffered ? 'have' : 'do not have'} “${ending}”, as in the menus`, () =>
      assert.equal(imageExtensions.includes(ending), isOffered));

    it(`are searched for in small letters and in capitals: “${ending}”`, () => {
      for (const each of [ending, ending.toUpperCase()]) {
        assert.equal(regexOf(imageFilesGlob).test(`DSC_1.${each}`), isOffered, each);
      }
    });
  }
});
