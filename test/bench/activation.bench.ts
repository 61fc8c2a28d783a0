import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { packagePath, packFolder } from '../support/package/package.ts';
import { root } from '../support/root.ts';
import { launchBrowser } from '../support/vscode/browser.ts';
import { type Build, type BuildName, buildNames } from '../support/vscode/builds.ts';
import { foldersIn, installExtension, startServer, type VSCodeServer } from '../support/vscode/server.ts';
import { Workbench } from '../support/vscode/workbench.ts';
import { RunningExtensions } from '../support/vscode/workbench/runningExtensions.ts';
import { atMost, type Bench, type Figure } from './bench.ts';
import { summarize } from './measure/summary.ts';
import { spreadText, type Table } from './report/table.ts';

/** Window loads of each kind. */
const loads = 9;

const container = 'Threetone';

/** Display names: ours, two that come with VS Code, and one that does nothing at the moment when ours starts. */
const displayName = 'Threetone Avatars';
const extensions = [displayName, 'Merge Conflict', 'Git Base', 'Empty Probe'] as const;

/** The newer build shows Running Extensions in a box that would lie over the window. */
const userSettings = { 'workbench.editor.useModal': 'off' };

/** Milliseconds of each of the extensions, load by load. */
type Times = number[][];

interface Activations {
  /** The window opens with our view on show, as it was left, so that we start among all the others. */
  readonly atStart: Times;
  /** The person opens our view in a window that is there. The two others have started with the window. */
  readonly byClick: Times;
}

/** As VS Code itself reports it: the package in a real window. */
export const bench: Bench = {
  title: 'Activation (Developer: Show Running Extensions)',
  run: async ({ say, builds }) => {
    const tables: Table[] = [];
    const figures: Record<string, Figure> = {};
    const browser = await launchBrowser(say);
    try {
      for (const name of buildNames) {
        say(`Window loads of VS Code ${builds[name].version}…`);
        const { atStart, byClick } = await measure(builds[name], browser);
        tables.push(tableOf(`VS Code ${builds[name].version}, ${loads} windows that open with the view`, atStart));
        tables.push(tableOf(`VS Code ${builds[name].version}, ${loads} windows, the view opened by a click`, byClick));
        figures[figureName[name]] = figureOf(atStart);
      }
    } finally {
      await browser.close();
    }
    return { tables, figures, notes };
  },
};

const notes = [
  'Empty Probe is an extension that does nothing, activated by the same event as ours: its time is what VS Code takes for any ' +
    'extension that starts among the others, and none can be below it.',
];

const figureName: Readonly<Record<BuildName, string>> = { stable: 'activationNewest', floor: 'activationFloor' };

function figureOf(times: Times): Figure {
  const [ours, mergeConflict] = extensions.map((_, index) => summarize(times.map((load) => load[index]!)).median);
  return atMost(mergeConflict!, ours!, 'ms (target: Merge Conflict)');
}

function tableOf(title: string, times: Times): Table {
  const rows = extensions.map((name, index) => [name, spreadText(summarize(times.map((load) => load[index]!)))]);
  return { title, columns: ['', 'ms'], rows };
}

async function measure(build: Build, browser: Browser): Promise<Activations> {
  const home = mkdtempSync(join(tmpdir(), 'threetone-bench-'));
  try {
    const folders = foldersIn(join(home, 'editor'));
    const folder = join(home, 'folder');
    mkdirSync(folder);
    await installExtension(build, packagePath(), folders);
    const probe = join(home, 'probe.vsix');
    packFolder(join(root, 'test', 'bench', 'probe'), probe, ['--skip-license']);
    await installExtension(build, probe, folders);
    const server = await startServer(build, { folders });
    try {
      // What the first window of an editor does once, no later one does.
      await load(browser, server, folder);
      const pairs = [];
      for (let count = 0; count < loads; count++) pairs.push(await load(browser, server, folder));
      return { atStart: pairs.map(({ atStart }) => atStart), byClick: pairs.map(({ byClick }) => byClick) };
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Two loads of a window: in the first the view is opened by a click, in the second it is there from the beginning. */
async function load(browser: Browser, server: VSCodeServer, folder: string): Promise<{ byClick: number[]; atStart: number[] }> {
  const workbench = await Workbench.open(browser, server, { folder, container, userSettings, viewport: { width: 1280, height: 2000 } });
  try {
    await workbench.sidebar.tab(container).click();
    const byClick = await activationTimes(workbench);
    await workbench.reload();
    return { byClick, atStart: await activationTimes(workbench) };
  } finally {
    await workbench.close();
  }
}

async function activationTimes(workbench: Workbench): Promise<number[]> {
  await workbench.runCommand('Developer: Show Running Extensions');
  const activations = await new RunningExtensions(workbench.page).activations(extensions);
  return activations.map(({ milliseconds }) => milliseconds);
}
