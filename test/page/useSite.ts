import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { launchBrowser } from '../support/vscode/browser.ts';
import { PreviewPage, PreviewSite } from './previewPage.ts';
import type { ThemeName } from './theme.ts';

/** The page's files on this machine and a browser for them, during the tests of a `describe`. */
export interface TestSite {
  readonly site: PreviewSite;
  readonly browser: Browser;
  readonly open: (theme?: ThemeName, options?: BrowserContextOptions) => Promise<PreviewPage>;
}

/** Starts both before the tests of the `describe` it is called in, and ends them after. */
export function useSite(): TestSite {
  let browser: Browser;
  let site: PreviewSite;
  before(async () => {
    site = await PreviewSite.start();
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
    open: (theme, options) => PreviewPage.open(browser, site, theme, options),
  };
}

/** A page of its own for each test, of which the browser must not complain. @param take gets it before each test */
export function usePanel(take: (panel: PreviewPage) => void, options?: BrowserContextOptions): TestSite {
  const site = useSite();
  let panel: PreviewPage;
  beforeEach(async () => take((panel = await site.open('dark', options))));
  afterEach(async () => {
    assert.deepEqual(panel.complaints, []);
    await panel.close();
  });
  return site;
}
