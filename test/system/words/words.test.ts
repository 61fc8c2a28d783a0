import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/root.ts';
import { type Bundle, bundleFile, wordsOfTheCode } from '../../support/words/bundle.ts';

const languages = ['es', 'hi'];
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Bundle;

describe('the words', () => {
  it(`of the code are those of ${bundleFile} (npm run l10n writes it)`, async function () {
    // Starting the parser takes seconds on a machine that does something else too.
    this.timeout(60_000);
    assert.deepEqual(read(bundleFile), await wordsOfTheCode());
  });

  it('are translated into these languages and no others, in the code and in package.json', () => {
    const named = (folder: string, pattern: RegExp) =>
      readdirSync(join(root, folder))
        .flatMap((name) => pattern.exec(name)?.[1] ?? [])
        .sort();
    assert.deepEqual(named('l10n', /^bundle\.l10n\.(.+)\.json$/), languages);
    assert.deepEqual(named('.', /^package\.nls\.(.+)\.json$/), languages);
  });

  for (const language of languages) {
    describe(`in “${language}”`, () => {
      for (const [english, translated] of [
        [bundleFile, `l10n/bundle.l10n.${language}.json`],
        ['package.nls.json', `package.nls.${language}.json`],
      ] as const) {
        const source = read(english);
        const target = read(translated);

        it(`${translated} lacks none and has none that is not used`, () =>
          assert.deepEqual(Object.keys(target).sort(), Object.keys(source).sort()));

        it(`${translated} keeps placeholders, links, code and the dots of “asks first” as they are`, () => {
          for (const [key, text] of Object.entries(source)) {
            assert.deepEqual(fixedPartsOf(target[key] ?? ''), fixedPartsOf(text), `${key}: ${target[key] ?? ''}`);
          }
        });

        it(`${translated} has no text that was left in English`, () => {
          for (const [key, text] of Object.entries(source)) {
            // A name, or nothing but placeholders; some single words are the same in both languages.
            const translatable = text.replace(/\{\d\}|Threetone Avatars/g, '').match(/\p{L}+/gu) ?? [];
            if (translatable.length > 1) assert.notEqual(target[key], text, key);
          }
        });
      }
    });
  }
});

/** What a translation may move but not change. */
function fixedPartsOf(text: string): string[] {
  return [...text.matchAll(/\{\d\}|`[^`]+`|\]\([^)]+\)|https?:|http\.\w+|THREETONE_\w+|agent_\w+|…$/g)].map(([part]) => part).sort();
}
