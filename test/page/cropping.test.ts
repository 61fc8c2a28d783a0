import assert from 'node:assert/strict';
import { squarePng } from '../support/samples/images.ts';
import type { PreviewPage } from './previewPage.ts';
import { png, showDraft, states } from './states.ts';
import { usePanel } from './useSite.ts';

describe('cropping on the page', () => {
  let panel: PreviewPage;
  // So low that the page scrolls.
  usePanel((opened) => (panel = opened), { viewport: { width: 1100, height: 400 } });

  const scrolled = () => panel.page.evaluate(() => scrollY);
  const zoomBox = () => panel.page.getByLabel('Zoom in percent');
  const zoom = () => zoomBox().inputValue();
  const zoomIs = (percent: string) => panel.until(async () => (await zoom()) === percent);
  const overStage = async () => {
    const box = (await panel.page.getByRole('application').boundingBox())!;
    await panel.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  };

  describe('by the wheel', () => {
    interface Turn {
      readonly over: string;
      /** When it happens, in milliseconds. */
      readonly at: number;
      readonly deltaY: number;
      readonly ctrlKey?: boolean;
      readonly cancelable?: boolean;
    }

    /** Turns the wheel at times that the test says. @returns which of the turns the page may scroll by */
    const turn = (...turns: readonly Turn[]) =>
      panel.page.evaluate(
        (all) =>
          all.map(({ over, at, ...init }) => {
            const event = new WheelEvent('wheel', { cancelable: true, ...init, bubbles: true, composed: true });
            Object.defineProperty(event, 'timeStamp', { value: at });
            document.querySelector(over)!.dispatchEvent(event);
            return !event.defaultPrevented;
          }),
        turns,
      );

    it('scrolls the page where the image cannot be zoomed out any further, and zooms in', async () => {
      await showDraft(panel, { image: png(squarePng()) });
      await overStage();
      await panel.page.mouse.wheel(0, 60);
      await panel.until(async () => (await scrolled()) > 0);
      assert.equal(await zoom(), '100');
      const before = await scrolled();
      await panel.page.mouse.wheel(0, -60);
      await zoomIs('110');
      assert.equal(await scrolled(), before);
    });

    it('scrolls the page where it cannot be zoomed in any further', async () => {
      await states.draft(panel);
      await zoomBox().fill('2000');
      await zoomBox().press('Enter');
      assert.deepEqual(await turn({ over: '.stage canvas', at: 1000, deltaY: -100 }), [true]);
      assert.equal(await zoom(), '2000');
      assert.deepEqual(await turn({ over: '.stage canvas', at: 2000, deltaY: 100 }), [false]);
      await zoomIs('1800');
    });

    it('goes on scrolling when it comes over the image, until it rests', async () => {
      await states.draft(panel);
      const over = '.stage canvas';
      const turns = [
        { over: 'h1', at: 1000, deltaY: 100 },
        { over, at: 1200, deltaY: 100 },
        { over, at: 1400, deltaY: 100 },
      ];
      assert.deepEqual(await turn(...turns), [true, true, true]);
      assert.equal(await zoom(), '100');
      assert.deepEqual(await turn({ over, at: 1800, deltaY: 100 }), [false]);
      await zoomIs('90');
    });

    it('always zooms with Ctrl, as which a pinch comes', async () => {
      await showDraft(panel, { image: png(squarePng()) });
      const over = '.stage canvas';
      assert.deepEqual(await turn({ over: 'h1', at: 1000, deltaY: -9 }, { over, at: 1010, deltaY: -9, ctrlKey: true }), [true, false]);
      await zoomIs('110');
      // Nothing to zoom, but a browser would zoom the whole page by it.
      await panel.page.getByRole('button', { name: 'Reset Crop' }).click();
      assert.deepEqual(await turn({ over, at: 2000, deltaY: 9, ctrlKey: true }), [false]);
      assert.equal(await zoom(), '100');
    });

    it('does not zoom by what the browser scrolls by already', async () => {
      await states.draft(panel);
      await turn({ over: '.stage canvas', at: 1000, deltaY: -100, cancelable: false });
      assert.equal(await zoom(), '100');
    });

    it('leaves it to the page to go sideways', async () => {
      await states.draft(panel);
      assert.deepEqual(await turn({ over: '.stage canvas', at: 1000, deltaY: 0 }), [true]);
      assert.equal(await zoom(), '100');
    });
  });

  it('leaves a file that is sent as it is alone where the crop stays the same', async () => {
    await states['as-it-is'](panel);
    await panel.forget();
    const asItIs = panel.page.getByLabel('Send the file as it is');
    await panel.page.getByRole('application').focus();
    for (const key of ['-', 'ArrowLeft', 'Shift+ArrowUp']) await panel.page.keyboard.press(key);
    for (const name of ['Zoom Out', 'Fill', 'Reset Crop']) await panel.page.getByRole('button', { name, exact: true }).click();
    assert.equal(await asItIs.isChecked(), true);
    await panel.page.getByRole('button', { name: 'Zoom In' }).click();
    assert.equal(await asItIs.isChecked(), false);
    // What was done before would have been told before.
    const first = (await panel.told('adjusted')).preparation;
    assert.equal(first.asItIs, false);
    assert.equal(await panel.page.evaluate(() => window.told.length), 1);
  });

  it('puts the last zoom back where the field was left empty, or holds what cannot be', async () => {
    await states.draft(panel);
    await zoomBox().fill('150');
    await zoomBox().press('Enter');
    assert.equal(await zoom(), '150');
    await zoomBox().fill('');
    await zoomBox().press('Enter');
    assert.equal(await zoom(), '150');
    await zoomBox().fill('');
    await zoomBox().blur();
    assert.equal(await zoom(), '150');
    await zoomBox().fill('9000');
    await zoomBox().press('Enter');
    assert.equal(await zoom(), '2000');
    await zoomBox().fill('9000');
    await zoomBox().press('Enter');
    assert.equal(await zoom(), '2000');
  });
});
