/** What VS Code runs in its extension host: every integration test, found by its name. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

export async function run(): Promise<void> {
  const mocha = new Mocha({ timeout: 30_000, reporter: process.env.THREETONE_TEST_REPORTER ?? 'spec' });
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.test.js'));
  for (const file of files) mocha.addFile(join(__dirname, file));
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) => {
      if (failures > 0) reject(new Error(`${failures} failed`));
      else resolve();
    });
  });
}
