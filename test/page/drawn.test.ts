import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import type { PageImage } from '../../src/shared/protocol.ts';
import { drawings } from './images/drawings.ts';
import { Photographer } from './images/photographed.ts';
import { distance } from './images/sameness.ts';
import type { PreviewPage } from './previewPage.ts';
import { imageOf, prepared } from './preparing.ts';
import { draft, showDraft } from './states.ts';
import { useSite } from './useSite.ts';

/** Levels of 255 by which cells of 8 × 8 pixels may differ: two good ways of scaling the same edges, which a small image has more of. */
const alike = { mean: 1.5, meanOfSmall: 2.5, most: 14 } as const;

describe('what is drawn, beside the browser’s own image element', () => {
  const site = useSite();
  let panel: PreviewPage;
  let photographer: Photographer;
  before(async () => {
    panel = await site.open();
    photographer = await Photographer.open(site.browser);
  });
  after(async () => {
    assert.deepEqual(panel.complaints, []);
    await photographer.close();
  });

  const assertAlike = (made: PNG, wanted: PNG, cell: number, what: string) => {
    const apart = distance(made, wanted, cell);
    const mean = made.width <= 72 ? alike.meanOfSmall : alike.mean;
    assert.ok(apart.mean <= mean && apart.most <= alike.most, `${what}: ${JSON.stringify(apart)}`);
  };

  const photographOf = async (image: PageImage, side: number) => {
    const photograph = await photographer.photographImage(image, side);
    assert.ok(photograph, 'the browser shows it');
    return photograph;
  };

  for (const [name, text] of Object.entries(drawings)) {
    it(`an SVG with ${name}: what is sent, the previews, the comparison and the row’s image`, async () => {
      const image = imageOf(Buffer.from(text), 'image/svg+xml');
      const { png, width, height } = await photographOf(image, 512);
      await panel.forget();
      await showDraft(panel, { image, asItIs: false });
      const { preparation } = await panel.told('adjusted');
      assert.ok(
        Math.abs(preparation.crop.x - width / 2) < 0.5 && Math.abs(preparation.crop.y - height / 2) < 0.5,
        JSON.stringify(preparation.crop),
      );
      const facts = await panel.page.locator('header .facts').innerText();
      assert.ok(facts.includes(`${Math.max(1, Math.round(width))} × ${Math.max(1, Math.round(height))}`), facts);
      assertAlike(await canvasOf(panel, 'canvas.avatar.open'), (await photographOf(image, 192)).png, 8, 'preview');
      await panel.say({ type: 'current', current: { kind: 'image', image } });
      const small = (await photographOf(image, 72)).png;
      assertAlike(await canvasOf(panel, '.pair figure:last-of-type canvas'), small, 8, 'comparison, new');
      // It is opened in its own time; until then, nothing is on its canvas.
      const current = () => canvasOf(panel, '.pair figure:first-of-type canvas');
      await panel.until(async () => (await current()).data.some((value) => value > 0));
      assertAlike(await current(), small, 8, 'comparison, current');
      assertAlike(PNG.sync.read(await prepared(panel, image)), png, 8, 'sent');
      await panel.say({ type: 'sent', sent: { ...sent, image, thumbnailOf: 'thumbnail' } });
      const { png: thumbnail } = await panel.told('thumbnail');
      assertAlike(PNG.sync.read(thumbnail as unknown as Buffer), (await photographOf(image, 64)).png, 8, 'row');
    });
  }
});

const sent = {
  agent: draft.agent,
  fileName: 'drawing.svg',
  whenSet: 'Set today',
  size: '',
  embedTag: '',
  state: { kind: 'sent', origin: 'https://api.threetone.in', agentId: draft.agent.id },
} as const;

/** The pixels of a canvas of the page. */
async function canvasOf(panel: PreviewPage, selector: string): Promise<PNG> {
  const url = await panel.page
    .locator(selector)
    .first()
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  return PNG.sync.read(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
}
