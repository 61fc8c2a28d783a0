import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { PreviewPage } from './previewPage.ts';
import { widePng } from '../support/samples/images.ts';
import { png, sent, showDraft } from './states.ts';
import { usePanel } from './useSite.ts';

/** Ends in letters that are written from right to left: numbers right behind it would be drawn on their left. */
const fileName = 'png.תמונה';

describe('a file’s name that is written from right to left', () => {
  let panel: PreviewPage;
  usePanel((opened) => (panel = opened));

  it('leaves the numbers behind it where they are: in a draft', async () => {
    await showDraft(panel, { fileName, image: png(widePng()) });
    await panel.page.locator('.facts', { hasText: 'pixels' }).waitFor();
    await assertInOrder(panel.page.locator('.facts'), [fileName, '1200', '480', 'pixels']);
  });

  it('leaves the numbers behind it where they are: of an avatar that was sent', async () => {
    await panel.say({ type: 'sent', sent: { ...sent, fileName, size: '1200 × 480 pixels, 3 kB' } });
    await assertInOrder(panel.page.locator('#file'), [fileName, '1200', '480', 'pixels', '3 kB']);
  });

  it('would turn them around, were it not kept apart', async () => {
    await panel.page.evaluate((name) => {
      const line = document.createElement('p');
      line.id = 'together';
      line.textContent = `${name} · 1200 × 480 pixels`;
      document.body.append(line);
    }, fileName);
    const [, first, second] = await places(panel.page.locator('#together'), [fileName, '1200', '480']);
    assert.ok(first! > second!);
  });
});

async function assertInOrder(line: Locator, parts: readonly string[]): Promise<void> {
  const found = await places(line, parts);
  assert.deepEqual(
    found,
    [...found].sort((one, other) => one - other),
    parts.join(),
  );
}

/** Where each part of a line is drawn: the distance of its left end from the window's, in pixels. */
function places(line: Locator, parts: readonly string[]): Promise<number[]> {
  return line.evaluate((element, wanted) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes: Node[] = [];
    while (texts.nextNode()) nodes.push(texts.currentNode);
    return wanted.map((part) => {
      const node = nodes.find(({ textContent }) => textContent?.includes(part));
      if (!node) throw new Error(`${part} is not there`);
      const range = document.createRange();
      const start = node.textContent?.indexOf(part) ?? 0;
      range.setStart(node, start);
      range.setEnd(node, start + part.length);
      return range.getBoundingClientRect().left;
    });
  }, parts);
}
