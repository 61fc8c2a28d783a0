import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { createRequire } from 'node:module';
import { statSync } from 'node:fs';
import { root } from '../support/root.ts';
import { atMost, type Bench } from './bench.ts';
import { alternate, overall, ratio, type Turn } from './measure/alternate.ts';
import { runProgram, workFolder } from './programs/programs.ts';
import { spreadText } from './report/table.ts';

const rounds = 31;

const labels = { empty: 'an empty bundle', plain: 'undici 7 + form-data, plainly bundled', ours: 'ours, dist/network.js' };

/** What a fresh process pays before its first upload can begin. */
export const bench: Bench = {
  title: 'Loading the network bundle',
  run: async ({ say, builds: { stable } }) => {
    say('Loading the network bundle…');
    const files = { empty: await bundled('empty', ''), plain: await bundled('plain', plain), ours: join(root, 'dist', 'network.js') };
    const load =
      (file: string): Turn =>
      async () => [(await runProgram(stable, 'load', [file])) as number];
    const turns = { empty: load(files.empty), plain: load(files.plain), ours: load(files.ours) };
    for (const turn of Object.values(turns)) await turn();
    const measured = await alternate(rounds, turns);
    const rows = Object.entries(measured).map(([name, times]) => [
      labels[name as keyof typeof labels],
      (statSync(files[name as keyof typeof files]).size / 1000).toFixed(1),
      spreadText(overall(times)),
      spreadText(ratio(times, measured.plain)),
    ]);
    return {
      tables: [{ title: `${rounds} fresh processes each`, columns: ['', 'kB', 'ms', '× plain'], rows }],
      figures: { networkLoadOfPlain: atMost(0.5, ratio(measured.ours, measured.plain).median, '× undici + form-data') },
      versions: { undici: versionOf('undici'), 'form-data': versionOf('form-data') },
    };
  },
};

const plain = `export * from 'undici'; export { default as FormData } from 'form-data';`;

/** Bundles some code as anybody would, minified. Gives the file's path. */
async function bundled(name: string, contents: string): Promise<string> {
  const outfile = join(workFolder, `${name}.js`);
  const options: BuildOptions = { bundle: true, minify: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning' };
  await build({ ...options, stdin: { contents, resolveDir: root }, outfile });
  return outfile;
}

function versionOf(name: string): string {
  const { version } = createRequire(join(root, 'package.json'))(`${name}/package.json`) as { version: string };
  return version;
}
