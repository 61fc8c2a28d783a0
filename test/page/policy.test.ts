import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/vscode/browser.ts';
import { PanelPage, PanelSite } from './panelPage.ts';
import { states } from './states.ts';

describe('the page’s policy', () => {
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

  it('lets it ask no server for anything, and run nothing that is not its own', async () => {
    const panel = await PanelPage.open(browser, site);
    await states.draft(panel);
    assert.deepEqual(panel.complaints, [], 'what the page does itself is allowed');
    const policy = await panel.page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.match(policy ?? '', /^default-src 'none'; /);
    assert.doesNotMatch(policy ?? '', /unsafe|connect-src/);
    const outcome = await panel.page.evaluate(async (origin) => {
      const fetched = await fetch(`${origin}/preview.css`).then(() => 'fetched', () => 'refused');
      const pictured = await new Promise((resolve) => {
        const picture = new Image();
        picture.onload = () => resolve('load');
        picture.onerror = () => resolve('error');
        picture.src = `${origin}/picture.png`;
      });
      const script = document.createElement('script');
      script.textContent = 'window.ran = true;';
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.ran = true;');
      document.body.append(script, button);
      button.click();
      return { fetched, pictured, ran: 'ran' in window };
    }, site.origin);
    assert.deepEqual(outcome, { fetched: 'refused', pictured: 'error', ran: false });
    await panel.close();
  });
});
