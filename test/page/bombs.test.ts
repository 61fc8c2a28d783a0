import assert from 'node:assert/strict';
import { squarePng } from '../support/samples/images.ts';
import type { PreviewPage } from './previewPage.ts';
import { imageOf } from './preparing.ts';
import { draft, png, showDraft, states } from './states.ts';
import { usePanel } from './useSite.ts';

/** Each of seven levels shows the one below ten times: ten million squares in a kilobyte. The extension refuses it. */
const bomb = (() => {
  const uses = (level: number) => `<use href="#a${level}"/>`;
  const levels = [1, 2, 3, 4, 5, 6, 7].map((level) => `<g id="a${level}">${uses(level - 1).repeat(10)}</g>`).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><g id="a0"><rect width="50" height="50"/></g>${levels}${uses(7)}</svg>`;
})();

describe('an image that would take minutes to draw, should one come this far', () => {
  let panel: PreviewPage;
  usePanel((opened) => (panel = opened));
  const image = imageOf(Buffer.from(bomb), 'image/svg+xml');
  const processes = () => panel.page.locator('iframe').count();

  it('leaves the page free: the draft can be discarded while it is drawn, and drawing ends with it', async () => {
    await panel.say({ type: 'draft', draft: { ...draft, fileName: 'bomb.svg', image } });
    await panel.page.getByRole('button', { name: 'Discard' }).click();
    await panel.told('discard');
    assert.equal(await panel.page.evaluate(() => window.told.some(({ type }) => type === 'broken')), false);
    assert.equal(await processes(), 1);
    await states.empty(panel);
    await panel.until(async () => (await processes()) === 0);
  });

  it('gives way to another image', async () => {
    await panel.say({ type: 'draft', draft: { ...draft, fileName: 'bomb.svg', image } });
    await showDraft(panel, { image: png(squarePng()) });
    assert.equal(await processes(), 0);
  });

  it('is given up with a sentence, as a draft and as the current avatar', async () => {
    await panel.say({ type: 'draft', draft: { ...draft, fileName: 'bomb.svg', image } });
    await panel.say({ type: 'current', current: { kind: 'image', image } });
    await panel.page.getByText('“bomb.svg” takes too long to draw.').waitFor({ timeout: 50_000 });
    await panel.page.getByText('Current avatar cannot be shown').waitFor({ state: 'attached', timeout: 50_000 });
    assert.equal(await processes(), 0);
  });
});
