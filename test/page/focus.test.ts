import assert from 'node:assert/strict';
import type { PreviewPage } from './previewPage.ts';
import { states } from './states.ts';
import { usePanel } from './useSite.ts';

const stage = 'Crop: the image under the widget’s circle';
const sentence = 'It failed.';

describe('the keyboard on the page', () => {
  let panel: PreviewPage;
  usePanel((opened) => (panel = opened));

  /** What has the keyboard, by its name; nothing where nothing has it. */
  const at = () =>
    panel.page.evaluate(() => {
      const element = document.activeElement;
      return element === document.body ? '' : (element?.ariaLabel ?? element?.textContent ?? '');
    });
  const keyboardAt = async (name: string) => {
    await panel.until(async () => (await at()) === name).catch(async () => assert.equal(await at(), name));
    // Where a browser takes it from what has just been hidden, it does so when it draws.
    await panel.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    assert.equal(await at(), name);
  };
  const press = async (name: string) => {
    await panel.page.getByRole('button', { name, exact: true }).focus();
    await panel.page.keyboard.press('Enter');
  };

  it('is on the image of a draft that has come', async () => {
    await states.draft(panel);
    await keyboardAt(stage);
  });

  it('is on Choose Another Image where the image cannot be shown, and on Choose Image where there is none', async () => {
    await states['broken-image'](panel);
    await keyboardAt('Choose Another Image…');
    await press('Discard');
    await states.empty(panel);
    await keyboardAt('Choose Image…');
  });

  it('goes to Cancel while the draft is sent, and then to Set Avatar', async () => {
    await states.draft(panel);
    await press('Set Avatar');
    await panel.say({ type: 'sending', sentence: 'Setting…' });
    await keyboardAt('Cancel');
    await panel.say({ type: 'unsent' });
    await keyboardAt('Set Avatar');
  });

  it('goes to Cancel also from the image, which cannot be changed while it is sent', async () => {
    await states.draft(panel);
    await keyboardAt(stage);
    await panel.say({ type: 'sending', sentence: 'Setting…' });
    await keyboardAt('Cancel');
  });

  it('goes from a failure’s action to Cancel, and from Dismiss to Set Avatar', async () => {
    await states.failed(panel);
    await press('Try Again');
    await panel.say({ type: 'sending', sentence: 'Setting…' });
    await keyboardAt('Cancel');
    await panel.say({ type: 'unsent', failure: { sentence } });
    await keyboardAt('Set Avatar');
    await press('Dismiss');
    await keyboardAt('Set Avatar');
  });

  it('is on the title of an avatar that was set, also when Check Again goes away', async () => {
    await states.draft(panel);
    await press('Set Avatar');
    await panel.say({ type: 'sending', sentence: 'Setting…' });
    await states['not-visible-yet'](panel);
    await keyboardAt('Avatar of Support Agent');
    await press('Check Again');
    await panel.say({ type: 'visibility', visibility: 'checking' });
    await keyboardAt('Avatar of Support Agent');
  });

  it('comes back to where it was when the editor gives it back', async () => {
    await states.draft(panel);
    await panel.page.getByRole('button', { name: 'Zoom In' }).focus();
    // As a browser leaves a page behind when another frame has got the keyboard.
    await panel.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    assert.equal(await at(), '');
    await panel.page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await keyboardAt('Zoom In');
  });

  it('is not put back on a button that was left by a click beside it', async () => {
    await states.draft(panel);
    await panel.page.getByRole('button', { name: 'Set Avatar' }).focus();
    await panel.page.getByRole('heading', { level: 1 }).click();
    assert.equal(await at(), '');
    await panel.say({ type: 'unsent', failure: { sentence } });
    await panel.page.getByText(sentence).waitFor();
    await keyboardAt('');
  });
});
