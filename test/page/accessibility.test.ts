import assert from 'node:assert/strict';
import axe, { type AxeResults } from 'axe-core';
import { stateNames, states } from './states.ts';
import { themeNames } from './theme.ts';
import { useSite } from './useSite.ts';

describe('the panel, for everyone', () => {
  const opened = useSite();

  for (const state of stateNames) {
    for (const theme of themeNames) {
      it(`has no violation that axe knows of: ${state}, ${theme}`, async () => {
        const panel = await opened.open(theme);
        await states[state](panel);
        await panel.page.evaluate(axe.source);
        const found = await panel.page.evaluate(async () => {
          const { violations } = await (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run();
          return violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join(' | ')}`,
          );
        });
        assert.deepEqual(found, []);
        assert.deepEqual(
          panel.complaints.filter((each) => state !== 'broken-image' || !/decod/.test(each)),
          [],
        );
        await panel.close();
      });
    }
  }

  it('lets every control be reached by Tab, each with a name', async () => {
    const panel = await opened.open();
    await states.draft(panel);
    const reached: string[] = [];
    for (let presses = 0; presses < 40; presses++) {
      await panel.page.keyboard.press('Tab');
      const name = await panel.page.evaluate(() => {
        const element = document.activeElement as HTMLElement | null;
        const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels : null;
        return element && element !== document.body ? (element.ariaLabel ?? labels?.[0]?.textContent ?? element.textContent) : '';
      });
      if (name) reached.push(name);
    }
    const controls = [
      'Change Agent…',
      'Choose Another Image…',
      'Crop: the image under the widget’s circle',
      'Zoom Out',
      'Zoom in percent',
      'Zoom In',
      'Rotate Left',
      'Rotate Right',
      'Flip Horizontally',
      'Reset Crop',
      'Show it speaking',
      'Send the file as it is',
      'Set Avatar',
      'Discard',
    ];
    for (const control of controls) assert.ok(reached.includes(control), `${control} is not among: ${reached.join(', ')}`);
    await panel.close();
  });
});
