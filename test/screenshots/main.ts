import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PreviewPage, PreviewSite } from '../page/previewPage.ts';
import { type StateName, stateNames, states } from '../page/states.ts';
import { type ThemeName, themeNames } from '../page/theme.ts';
import { root } from '../support/root.ts';
import { launchBrowser } from '../support/vscode/browser.ts';

/**
 * `npm run screenshots`: every state of the panel in every default theme, as `out/screenshots/<state>-<theme>.png`; the
 * states that people stay in also very narrow and very wide. With names of states as arguments, only those.
 */
const folder = join(root, 'out', 'screenshots');
/** Widths in CSS pixels of a panel squeezed beside others, and of one that has a large screen for itself. */
const extremes = [222, 360, 630, 2000];
const squeezed: readonly StateName[] = ['draft', 'warning', 'live', 'failed'];

async function main(asked: readonly StateName[]): Promise<void> {
  if (asked.length === stateNames.length) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const site = await PreviewSite.start();
  const browser = await launchBrowser((line) => console.log(line));
  const shoot = async (state: StateName, theme: ThemeName, name: string, width = 1100) => {
    const panel = await PreviewPage.open(browser, site, theme, { viewport: { width, height: 860 } });
    await states[state](panel);
    await panel.page.waitForTimeout(settled);
    // A window as high as the page: its foot is at the end then, not across the middle.
    const height = await panel.page.evaluate(() => document.documentElement.scrollHeight);
    await panel.page.setViewportSize({ width, height });
    await panel.page.waitForTimeout(settled);
    await panel.page.screenshot({ path: join(folder, `${name}.png`) });
    await panel.close();
    console.log(name);
  };
  try {
    for (const state of asked) {
      for (const theme of themeNames) await shoot(state, theme, `${state}-${theme}`);
      for (const width of squeezed.includes(state) ? extremes : []) await shoot(state, 'dark', `${state}-${width}px`, width);
    }
  } finally {
    await browser.close();
    site.stop();
  }
}

/** The last drawing follows what was decided by a moment. Milliseconds. */
const settled = 400;

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in states));
if (unknown.length > 0) {
  console.error(`No such state: ${unknown.join(', ')}. There are ${stateNames.join(', ')}.`);
  process.exitCode = 2;
} else void main(names.length > 0 ? (names as StateName[]) : stateNames);
