import assert from 'node:assert/strict';
import type { Preparation } from '../../src/core/model/preparation.ts';
import { mostUriLength } from '../../src/shared/protocol.ts';
import { transparentPng, widePng } from '../support/samples/images.ts';
import type { PreviewPage } from './previewPage.ts';
import { computedPng, quartersPng, slope, withPlace } from './images/quarters.ts';
import { asJpeg, imageOf } from './preparing.ts';
import { draft, png, showDraft, states } from './states.ts';
import { usePanel } from './useSite.ts';

/** Two frames of one pixel. */
const gifFrame = '21f904000a0000002c0000000001000100000202440100';
const animatedGif = Buffer.from(`47494638396101000100800000000000ffffff${gifFrame}${gifFrame}3b`, 'hex');

describe('the draft on the page', () => {
  let panel: PreviewPage;
  usePanel((opened) => (panel = opened));

  /** What the page says once it has settled after an act. */
  const adjustedBy = async (act: () => Promise<unknown>): Promise<Preparation> => {
    await panel.forget();
    await act();
    return (await panel.told('adjusted')).preparation;
  };
  const press = (name: string) => panel.page.getByRole('button', { name, exact: true }).click();
  const warnings = () => panel.page.locator('.warnings li').allTextContents();

  it('starts with the largest centred square, prepared', async () => {
    await states.draft(panel);
    assert.deepEqual((await panel.told('adjusted')).preparation, {
      asItIs: false,
      crop: { x: 600, y: 240, side: 480, quarterTurns: 0, flipped: false },
      background: 'keep',
      output: { side: 512, format: 'png', quality: 90 },
    });
  });

  it('starts with what was kept of it', async () => {
    const preparation: Preparation = {
      asItIs: false,
      crop: { x: 300, y: 240, side: 200, quarterTurns: 1, flipped: true },
      background: '#3366cc',
      output: { side: 256, format: 'webp', quality: 70 },
    };
    await showDraft(panel, { image: png(widePng()), preparation });
    assert.deepEqual((await panel.told('adjusted')).preparation, preparation);
    assert.equal(await panel.page.getByLabel('Zoom in percent').inputValue(), '240');
    assert.equal(await panel.page.getByLabel('Format').inputValue(), 'webp');
    assert.equal(await panel.page.getByLabel('Background', { exact: true }).inputValue(), 'color');
  });

  it('is cropped by dragging, by the wheel and by keys', async () => {
    await states.draft(panel);
    const stage = panel.page.getByRole('application');
    const box = (await stage.boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.width / 2];
    const dragged = await adjustedBy(async () => {
      await panel.page.mouse.move(x, y);
      await panel.page.mouse.down();
      await panel.page.mouse.move(x + 100, y, { steps: 5 });
      await panel.page.mouse.up();
    });
    // The square takes 84 % of the stage.
    assert.ok(Math.abs(dragged.crop.x - (600 - (100 / (0.84 * (box.width - 2))) * 480)) < 2, String(dragged.crop.x));
    const wheeled = await adjustedBy(() => panel.page.mouse.wheel(0, -100));
    assert.ok(Math.abs(wheeled.crop.side - 480 / 1.1) < 0.01);
    await stage.focus();
    const moved = await adjustedBy(() => panel.page.keyboard.press('ArrowLeft'));
    assert.ok(Math.abs(moved.crop.x - wheeled.crop.x - 0.01 * wheeled.crop.side) < 0.01);
    const zoomed = await adjustedBy(async () => {
      await panel.page.keyboard.press('-');
      await panel.until(async () => (await panel.page.locator('#status').textContent()) === 'Zoom 100 percent');
    });
    assert.ok(Math.abs(zoomed.crop.side - 480) < 0.01);
  });

  it('is turned, flipped, fitted, filled and reset by buttons', async () => {
    await states.draft(panel);
    assert.equal((await adjustedBy(() => press('Rotate Right'))).crop.quarterTurns, 1);
    assert.equal((await adjustedBy(() => press('Flip Horizontally'))).crop.flipped, true);
    assert.equal((await adjustedBy(() => press('Rotate Right'))).crop.quarterTurns, 0);
    assert.equal((await adjustedBy(() => press('Fit'))).crop.side, 1200);
    assert.equal((await adjustedBy(() => press('Fill'))).crop.side, 480);
    assert.deepEqual((await adjustedBy(() => press('Reset Crop'))).crop.flipped, false);
  });

  it('is sent once, with the change in it, when the button is pressed right after a change', async () => {
    await states.draft(panel);
    await panel.page.locator('button.primary:enabled').waitFor();
    await panel.forget();
    const named = (name: string) => panel.page.getByRole('button', { name, exact: true }).elementHandle();
    const [rotate, send] = [await named('Rotate Right'), await named('Set Avatar')];
    // Both in one go: quicker than any hand.
    await panel.page.evaluate(
      ([first, second]) => {
        for (const button of [first, second]) (button as HTMLElement).click();
      },
      [rotate, send],
    );
    assert.ok((await panel.told('send')).prepared);
    assert.equal((await panel.told('adjusted')).preparation.crop.quarterTurns, 1);
    // The hand has rested by now, which makes the bytes once more: they must not be sent again.
    const told = (type: string) => panel.page.evaluate((name) => window.told.filter((each) => each.type === name).length, type);
    await panel.until(async () => (await told('adjusted')) === 2);
    await panel.page.locator('button.primary:enabled').waitFor();
    assert.equal(await told('send'), 1);
  });

  it('lets a crop’s place be heard to its end: the result is said when more than the crop has changed', async () => {
    await states.draft(panel);
    const region = panel.page.locator('#status');
    await panel.page.getByRole('application').focus();
    // The result is written after the place was said.
    const written = panel.page
      .locator('.result')
      .evaluate((result) => new Promise<void>((resolve) => new MutationObserver(() => resolve()).observe(result, { childList: true })));
    await panel.page.keyboard.press('ArrowLeft');
    await panel.until(async () => /^Center at /.test((await region.textContent()) ?? ''));
    await written;
    assert.match((await region.textContent()) ?? '', /^Center at /);
    await adjustedBy(() => panel.page.getByLabel('Format').selectOption('webp'));
    await panel.until(async () => /WebP/.test((await region.textContent()) ?? ''));
  });

  it('cannot be sent while another image takes its place, and says nothing of the one before', async () => {
    await states.warning(panel);
    await panel.page.evaluate(() => {
      const bar = document.querySelector('footer')!;
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => {
        const [send, warnings] = [bar.querySelector<HTMLButtonElement>('.primary')!, bar.querySelector<HTMLElement>('.link')!];
        seen.push(
          `${bar.querySelector('.result')!.textContent}, ${send.disabled ? 'disabled' : 'enabled'}, ${warnings.hidden ? 'no' : 'with'} warnings`,
        );
      }).observe(bar, { subtree: true, childList: true, attributes: true });
    });
    await showDraft(panel, { image: png(widePng()) });
    const seen = await panel.page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    assert.equal(seen[0], 'Preparing…, disabled, no warnings');
    assert.match(seen.at(-1) ?? '', /^512 × 512 PNG, .*, enabled, no warnings$/);
  });

  it('is sent as it is when it is square, usual and small; a crop changes that', async () => {
    await states['as-it-is'](panel);
    await press('Set Avatar');
    assert.deepEqual(await panel.told('send'), { type: 'send', draftId: draft.id });
    assert.equal((await adjustedBy(() => press('Zoom In'))).asItIs, false);
  });

  for (const [carries, sentence] of [
    ['place', 'The file says where the image was made'],
    ['metadata', 'The file contains metadata'],
    ['unknown', 'Parts of the file cannot be read'],
  ] as const) {
    it(`is not sent as it is by itself when its file may tell more than it shows: ${carries}`, async () => {
      await showDraft(panel, { image: imageOf(withPlace(quartersPng(300, 300))), facts: { animated: false, carries } });
      assert.equal((await panel.told('adjusted')).preparation.asItIs, false);
      await panel.page.getByLabel('Send the file as it is').check();
      await panel.page.getByText(sentence).waitFor();
    });
  }

  it('says the agent’s ID beside its name, and once where it has no name', async () => {
    await states.draft(panel);
    const id = panel.page.locator('header code');
    assert.equal(await id.innerText(), draft.agent.id);
    assert.equal(await id.evaluate((element) => getComputedStyle(element).userSelect), 'text');
    await panel.say({ type: 'agent', agent: { id: 'agent_other', label: 'agent_other' } });
    await panel.page.getByRole('heading', { name: 'New avatar for agent_other' }).waitFor();
    assert.equal(await id.isVisible(), false);
  });

  it('says what the current avatar is: an image, the default orb, one that cannot be shown, or not known', async () => {
    await states.draft(panel);
    await panel.page.getByRole('img', { name: 'Current', exact: true }).waitFor();
    for (const [current, name] of [
      [{ kind: 'orb', colors: ['#112233', '#445566'] }, 'Current: the default orb'],
      [{ kind: 'unreadable' }, 'Current avatar cannot be shown'],
      [undefined, 'Current avatar not known'],
    ] as const) {
      await panel.say({ type: 'current', ...(current && { current }) });
      await panel.page.getByRole('img', { name, exact: true }).waitFor();
      assert.equal(await panel.page.locator('.pair figcaption').first().innerText(), name);
    }
  });

  it('says what is worth considering, a sentence each', async () => {
    await showDraft(panel, {
      fileName: 'a.gif',
      image: imageOf(animatedGif, 'image/gif'),
      facts: { animated: true, carries: 'nothing' },
    });
    await panel.page.getByText('only its first frame').waitFor();
    assert.equal((await warnings()).length, 2, (await warnings()).join());
    await panel.page.getByLabel('Send the file as it is').check();
    await panel.page.getByText('neither PNG, JPEG nor WebP').waitFor();
    await showDraft(panel, { image: png(transparentPng()) });
    await panel.page.getByLabel('Send the file as it is').uncheck();
    await panel.page.getByLabel('Format').selectOption('jpeg');
    await panel.page.getByText('what is transparent becomes white').waitFor();
  });

  it('takes an image that is pasted', async () => {
    await states.draft(panel);
    await panel.page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array([1, 2, 3])], 'pasted.png', { type: 'image/png' }));
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data }));
    });
    const { fileName, bytes } = await panel.told('image');
    assert.equal(fileName, 'pasted.png');
    assert.deepEqual([...(bytes as unknown as Buffer)], [1, 2, 3]);
  });

  it('leaves it to the extension to refuse several images, and one whose bytes are too many', async () => {
    await states.draft(panel);
    const paste = (...lengths: readonly number[]) =>
      panel.page.evaluate((megabytes) => {
        const data = new DataTransfer();
        const megabyte = new Uint8Array(1_000_000);
        megabytes.forEach((length, index) => data.items.add(new File(new Array<BlobPart>(length).fill(megabyte), `${index}.png`)));
        document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data }));
      }, lengths);
    await paste(1, 1);
    await panel.told('severalImages');
    await paste(201);
    const { fileName, byteLength } = await panel.told('imageTooLarge');
    assert.deepEqual({ fileName, byteLength }, { fileName: '0.png', byteLength: 201_000_000 });
  });

  it('takes what is dropped from the editor’s own views, and says so where it cannot', async () => {
    await states.draft(panel);
    const dropped = async (list: string) => {
      await panel.forget();
      await panel.page.evaluate((text) => {
        const data = new DataTransfer();
        data.setData('text/uri-list', text);
        document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
      }, list);
      return (await panel.told('uris')).uris;
    };
    assert.deepEqual(await dropped('file:///a/b.png\r\n'), ['file:///a/b.png']);
    assert.deepEqual(await dropped('# one\r\n file:///a.png \r\nfile:///a.png\r\n'), ['file:///a.png']);
    assert.deepEqual(await dropped('file:///a.png\nfile:///b.png\nfile:///c.png'), ['file:///a.png', 'file:///b.png']);
    const long = `file:///${'%E0%A4%85'.repeat(1_000)}.png`;
    assert.deepEqual(await dropped(long), [long]);
    assert.deepEqual(await dropped(`file:///${'a'.repeat(mostUriLength)}`), []);
    assert.deepEqual(await dropped('/a/b.png'), []);
  });

  it('keeps its crop when the agent changes, and when sending fails', async () => {
    await states.draft(panel);
    const { crop } = await adjustedBy(() => press('Zoom In'));
    await panel.say({ type: 'agent', agent: { id: 'agent_other', label: 'Sales Agent' } });
    await panel.page.getByRole('heading', { name: 'New avatar for Sales Agent' }).waitFor();
    await panel.say({ type: 'sending', sentence: 'Setting…' });
    await press('Cancel');
    await panel.told('cancel');
    await panel.say({ type: 'unsent', failure: { sentence: 'It failed.', actionLabel: 'Try Again' } });
    await press('Try Again');
    await panel.told('failureAction');
    const again = await adjustedBy(() => press('Flip Horizontally'));
    assert.deepEqual(again.crop, { ...crop, flipped: true });
  });

  it('stays quick with a photo of 48 megapixels', async () => {
    const small = await asJpeg(panel, computedPng(800, 600, slope), 0.9);
    const photo = await panel.page.evaluate(async (text) => {
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const canvas = new OffscreenCanvas(8000, 6000);
      canvas.getContext('2d')!.drawImage(bitmap, 0, 0, 8000, 6000);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
      const url = URL.createObjectURL(blob);
      return new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.addEventListener('load', () => resolve((reader.result as string).split(',')[1]!));
        URL.revokeObjectURL(url);
        reader.readAsDataURL(blob);
      });
    }, small.toString('base64'));
    await panel.page.evaluate(() => {
      const gaps = { last: performance.now(), most: 0 };
      Object.assign(window, { gaps });
      setInterval(() => {
        gaps.most = Math.max(gaps.most, performance.now() - gaps.last);
        gaps.last = performance.now();
      }, 10);
    });
    await panel.forget();
    const image = imageOf(Buffer.from(photo, 'base64'), 'image/jpeg');
    await panel.say({ type: 'draft', draft: { ...draft, image } });
    await panel.page.evaluate(() => ((window as unknown as { gaps: { most: number; last: number } }).gaps.most = 0));
    await panel.page.getByRole('button', { name: 'Set Avatar' }).and(panel.page.locator(':enabled')).waitFor();
    const most = await panel.page.evaluate(() => (window as unknown as { gaps: { most: number } }).gaps.most);
    console.log(`      longest pause of the page: ${Math.round(most)} ms`);
    assert.ok(most < 400, `${most} ms`);
    assert.match((await panel.page.locator('footer .result').textContent()) ?? '', /^512 × 512 JPEG/);
  });
});
