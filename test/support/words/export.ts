/** `npm run l10n`: writes the words of the code to `l10n/bundle.l10n.json`, and says what each translation still lacks. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import { asFile, type Bundle, bundleFile, wordsOfTheCode } from './bundle.ts';

async function main(): Promise<void> {
  const words = await wordsOfTheCode();
  writeFileSync(join(root, bundleFile), asFile(words));
  console.log(`${bundleFile}: ${Object.keys(words).length} texts`);
  for (const name of readdirSync(join(root, 'l10n')).filter((each) => /^bundle\.l10n\..+\.json$/.test(each))) {
    const translated = JSON.parse(readFileSync(join(root, 'l10n', name), 'utf8')) as Bundle;
    for (const key of Object.keys(words)) if (!(key in translated)) console.log(`l10n/${name} lacks ${JSON.stringify(key)}`);
    for (const key of Object.keys(translated)) if (!(key in words)) console.log(`l10n/${name} no longer needs ${JSON.stringify(key)}`);
  }
}

void main();
