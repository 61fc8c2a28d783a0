import assert from 'node:assert/strict';
import { squarePng, widePng } from '../support/samples/images.ts';
import type { PreviewPage } from './previewPage.ts';
import { png, showDraft, type StateName, states } from './states.ts';
import { usePanel } from './useSite.ts';

describe('the layout of the page', () => {
  let panel: PreviewPage;
  const { open } = usePanel((opened) => (panel = opened));

  const resize = (width: number, height = 500) => panel.page.setViewportSize({ width, height });
  const scrolled = () => panel.page.evaluate(() => scrollY);
  const goToBottom = async () => {
    await panel.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    assert.ok((await scrolled()) > 0, 'The page does not scroll.');
  };
  const atTop = () => panel.until(async () => (await scrolled()) === 0);
  const box = async (selector: string) => (await panel.page.locator(selector).boundingBox())!;

  for (const state of ['empty', 'warning', 'failed', 'sending', 'live', 'image-gone'] satisfies StateName[]) {
    it(`fits from 200 pixels up: ${state}`, async () => {
      await states[state](panel);
      for (const width of [200, 222, 280, 300, 360, 480, 559, 560, 630, 720, 721, 920, 921, 1200]) {
        await resize(width);
        const beyond = await panel.page.evaluate(() => {
          const elements = [...document.querySelectorAll('body *')].filter((each) => !each.closest('.said, .page.dark'));
          const out = elements.filter((each) => each.getBoundingClientRect().right > innerWidth + 0.5);
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth > clientWidth
            ? [`${scrollWidth - clientWidth} pixels`, ...out.map((each) => each.outerHTML.slice(0, 80))]
            : [];
        });
        assert.deepEqual(beyond, [], `at ${width} pixels`);
      }
    });
  }

  for (const [width, height] of [
    [300, 560],
    [300, 700],
    [700, 450],
    [1000, 500],
    [1280, 800],
    [2000, 700],
    [2000, 1200],
  ] as const) {
    it(`shows all of the image that is to be sent, while it is dragged too: ${width} × ${height}`, async () => {
      await resize(width, height);
      await states.draft(panel);
      const stage = await box('.stage canvas');
      assert.ok(stage.width >= 160, `${stage.width} pixels`);
      const uncovered = () =>
        panel.page.evaluate(({ x, y, width: wide, height: high }) => {
          const corners = [
            [x + 2, y + 2],
            [x + wide - 2, y + 2],
            [x + 2, y + high - 2],
            [x + wide - 2, y + high - 2],
          ] as const;
          return corners.map(([left, top]) => document.elementFromPoint(left, top)?.closest('.stage') !== null).join();
        }, stage);
      assert.equal(await uncovered(), 'true,true,true,true');
      const [middleX, middleY] = [stage.x + stage.width / 2, stage.y + stage.height / 2];
      await panel.page.mouse.move(middleX, middleY);
      await panel.page.mouse.down();
      await panel.page.mouse.move(middleX - 50, middleY + 30, { steps: 4 });
      assert.equal(await uncovered(), 'true,true,true,true');
      await panel.page.mouse.up();
    });
  }

  it('has the previews beside the crop from 560 pixels, else below', async () => {
    await states.draft(panel);
    for (const [width, beside] of [
      [559, false],
      [560, true],
      [630, true],
      [800, true],
      [1100, true],
    ] as const) {
      await resize(width);
      const [crop, previews] = [await box('.crop'), await box('.previews')];
      assert.equal(previews.x >= crop.x + crop.width && previews.y === crop.y, beside, `at ${width} pixels`);
    }
  });

  it('has a bar of one height, with warnings or without', async () => {
    for (const width of [222, 300, 360, 420, 480, 560, 630, 1100]) {
      await resize(width);
      await showDraft(panel, { image: png(squarePng()) });
      await panel.page.locator('footer .result', { hasText: '512 × 512 PNG' }).waitFor();
      const without = (await box('footer .bar')).height;
      assert.equal(await panel.page.getByRole('button', { name: /warning/ }).count(), 0);
      await states.warning(panel);
      await panel.page.getByRole('button', { name: '2 warnings' }).waitFor();
      assert.equal((await box('footer .bar')).height, without, `at ${width} pixels`);
    }
  });

  describe('when something else is shown', () => {
    beforeEach(() => resize(500));

    it('starts at the top: a draft, another one, an avatar that was set', async () => {
      await showDraft(panel, { image: png(widePng()) });
      await goToBottom();
      await showDraft(panel, { id: 'draft-2', fileName: 'robot.png', image: png(squarePng()) });
      await atTop();
      await goToBottom();
      await states.live(panel);
      await atTop();
      await goToBottom();
      await showDraft(panel, { image: png(widePng()) });
      await atTop();
    });

    it('stays where it was while it is the same draft', async () => {
      await showDraft(panel, { image: png(widePng()) });
      await goToBottom();
      const before = await scrolled();
      await panel.say({ type: 'agent', agent: { id: 'agent_other', label: 'Sales Agent' } });
      await showDraft(panel, { image: png(widePng()), fileName: 'again.png' });
      await panel.page.getByText(/again.png · /).waitFor();
      assert.equal(await scrolled(), before);
    });
  });

  for (const [theme, color] of [
    ['light-2026', 'rgb(234, 234, 234)'],
    ['hc-dark', 'rgb(111, 195, 223)'],
  ] as const) {
    it(`gives secondary buttons the border that VS Code gives its own: ${theme}`, async () => {
      await panel.close();
      panel = await open(theme);
      await states.draft(panel);
      const discard = panel.page.getByRole('button', { name: 'Discard' });
      assert.equal(await discard.evaluate((element) => getComputedStyle(element).borderColor), color);
    });
  }

  it('leads from the count of warnings to the warnings', async () => {
    await resize(500);
    await states.warning(panel);
    await panel.page.evaluate(() => scrollTo(0, 0));
    const heading = panel.page.getByRole('heading', { name: 'Warnings' });
    const list = panel.page.getByRole('list', { name: 'Warnings' });
    await panel.page.getByRole('button', { name: '2 warnings' }).click();
    const [{ y, height }, bar] = [(await list.boundingBox())!, await box('footer .bar')];
    assert.ok((await heading.boundingBox())!.y >= 0 && y + height <= bar.y, `The list is not in sight: ${y}`);
    assert.equal(await list.evaluate((element) => element === document.activeElement), true);
    await panel.page.getByLabel('Background', { exact: true }).selectOption('white');
    await panel.page.getByRole('button', { name: '1 warning', exact: true }).waitFor();
  });
});
