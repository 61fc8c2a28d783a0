import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { launchBrowser } from '../support/vscode/browser.ts';
import { PanelPage, PanelSite } from './panelPage.ts';
import type { ThemeName } from './theme.ts';

/** The page's files on this machine and a browser for them, during the tests of a `describe`. */
export interface TestSite {
  readonly site: PanelSite;
  readonly browser: Browser;
  readonly open: (theme?: ThemeName, options?: BrowserContextOptions) => Promise<PanelPage>;
}

/** Starts both before the tests of the `describe` it is called in, and ends them after. */
export function useSite(): TestSite {
  let browser: Browser;
  let site: PanelSite;
  before(async () => {
    site = await PanelSite.start();
    browser = await launchBrowser(() => undefined);
  });
  after(async () => {
    await browser.close();
    site.stop();
  });
  return {
    get site() {
      return site;
    },
    get browser() {
      return browser;
    },
    open: (theme, options) => PanelPage.open(browser, site, theme, options),
  };
}

/** A page of its own for each test, of which the browser must not complain. @param take gets it before each test */
export function usePanel(take: (panel: PanelPage) => void, options?: BrowserContextOptions): TestSite {
  const site = useSite();
  let panel: PanelPage;
  beforeEach(async () => take((panel = await site.open('dark', options))));
  afterEach(async () => {
    assert.deepEqual(panel.complaints, []);
    await panel.close();
  });
  return site;
}
