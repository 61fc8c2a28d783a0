/**
 * `npm run bench`: what the shipped bundles cost beside their peers. With names as arguments only those pieces:
 * `npm run bench -- upload load`. A run of all of them is kept in RESULTS.md. The last line is one JSON object, figures by
 * their names; the exit code tells whether it could be measured, not whether targets were reached.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makePackage } from '../support/package/package.ts';
import { ensureBuild } from '../support/vscode/builds.ts';
import type { Bench, Figure } from './bench.ts';
import { buildPrograms } from './programs/programs.ts';
import { figuresTable } from './report/figures.ts';
import { machineText, nodeVersion } from './report/machine.ts';
import { writeResults } from './report/results.ts';
import { tableText } from './report/table.ts';

const ending = '.bench.ts';

async function main(asked: readonly string[]): Promise<void> {
  const names = readdirSync(__dirname)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`No such piece: ${unknown.join(', ')}. There are ${names.join(', ')}.`);
  const started = performance.now();
  const say = (line: string) => console.log(line);
  say('Building what ships…');
  makePackage();
  await buildPrograms();
  const builds = { stable: await ensureBuild('stable', say), floor: await ensureBuild('floor', say) };

  const figures: Record<string, Figure> = {};
  const versions: Record<string, string> = Object.fromEntries(
    Object.values(builds).map((build) => [`VS Code ${build.version}`, `(Node ${nodeVersion(build)})`]),
  );
  const sections: string[] = [];
  for (const name of asked.length > 0 ? asked : names) {
    const { bench } = (await import(join(__dirname, `${name}${ending}`))) as { bench: Bench };
    const report = await bench.run({ say, builds });
    Object.assign(figures, report.figures);
    Object.assign(versions, report.versions);
    const section = [`## ${bench.title}`, ...report.tables.map(tableText), ...(report.notes ?? [])].join('\n\n');
    say(`\n${section}\n`);
    sections.push(section);
  }
  const summary = `## All figures\n\n${tableText(figuresTable(figures))}`;
  const seconds = (performance.now() - started) / 1000;
  say(`${summary}\n\n${machineText()}; ${Math.round(seconds)} s`);
  if (asked.length === 0) writeResults({ machine: machineText(), versions, sections: [summary, ...sections], seconds });
  console.log(JSON.stringify(figures));
}

void main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
