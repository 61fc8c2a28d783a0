import assert from 'node:assert/strict';
import { states } from './states.ts';
import { useSite } from './useSite.ts';

describe('the page’s policy', () => {
  const opened = useSite();

  it('lets it ask no server for anything, and run nothing that is not its own', async () => {
    const panel = await opened.open();
    await states.draft(panel);
    assert.deepEqual(panel.complaints, [], 'what the page does itself is allowed');
    const policy = await panel.page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.match(policy ?? '', /^default-src 'none'; /);
    assert.doesNotMatch(policy ?? '', /unsafe|connect-src/);
    const outcome = await panel.page.evaluate(async (origin) => {
      const fetched = await fetch(`${origin}/preview.css`).then(
        () => 'fetched',
        () => 'refused',
      );
      const pictured = await new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve('load');
        image.onerror = () => resolve('error');
        image.src = `${origin}/image.png`;
      });
      const script = document.createElement('script');
      script.textContent = 'window.ran = true;';
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.ran = true;');
      document.body.append(script, button);
      button.click();
      return { fetched, pictured, ran: 'ran' in window };
    }, opened.site.origin);
    assert.deepEqual(outcome, { fetched: 'refused', pictured: 'error', ran: false });
    await panel.close();
  });
});
