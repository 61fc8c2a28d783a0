import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputSides } from '../../src/core/model/preparation.ts';
import { PreviewSite } from '../page/previewPage.ts';
import { launchBrowser } from '../support/vscode/browser.ts';
import { ensureInstalled } from '../support/vscode/packageInstall.ts';
import { atMost, type Bench } from './bench.ts';
import { alternate, overall, ratio } from './measure/alternate.ts';
import { bytesReadyMs, firstPreviewMs, grainyPhoto, photoSize } from './measure/preparing.ts';
import { loadModule } from './programs/loadModule.ts';
import { numberText, spreadText } from './report/table.ts';

const rounds = 9;
const side = outputSides.usual;

/** As much of `sharp` as is used; it is installed on demand, so its own types are not at hand. */
type Sharp = (bytes: Buffer) => SharpImage;

interface SharpImage {
  autoOrient(): SharpImage;
  resize(width: number, height: number, options: { fit: 'cover'; position: 'centre' }): SharpImage;
  jpeg(options: { quality: number }): SharpImage;
  toBuffer(): Promise<Buffer>;
}

/** The panel's page in a browser, beside a native library that does the whole of it in one go. */
export const bench: Bench = {
  title: 'Preparing a photo',
  run: async ({ say }) => {
    const { sharp, version } = await ensureSharp(say);
    const site = await PreviewSite.start();
    const browser = await launchBrowser(say);
    try {
      const photo = await grainyPhoto(browser, site);
      const megabytes = numberText(photo.byteLength / 1e6);
      say(`Preparing a JPEG of ${photoSize.width} × ${photoSize.height} pixels, ${megabytes} MB…`);
      const sharpMs = async () => {
        const started = performance.now();
        await sharp(photo).autoOrient().resize(side, side, { fit: 'cover', position: 'centre' }).jpeg({ quality: 90 }).toBuffer();
        return performance.now() - started;
      };
      // The first time, code is loaded and compiled.
      await sharpMs();
      await bytesReadyMs(browser, site, photo);
      const measured = await alternate(rounds, {
        firstPreview: async () => [await firstPreviewMs(browser, site, photo)],
        bytesReady: async () => [await bytesReadyMs(browser, site, photo)],
        sharp: async () => [await sharpMs()],
      });
      const { firstPreview, bytesReady, sharp: peer } = measured;
      const labels = {
        firstPreview: 'photo chosen → previews painted',
        bytesReady: 'changed, Set Avatar pressed → bytes ready',
        sharp: `sharp: decoded, cropped, ${side} × ${side} JPEG`,
      } as const;
      return {
        tables: [
          {
            title: `JPEG of ${photoSize.width} × ${photoSize.height} pixels, ${megabytes} MB, ${rounds} rounds`,
            columns: ['', 'ms', '× sharp'],
            rows: (['firstPreview', 'bytesReady', 'sharp'] as const).map((name) => [
              labels[name],
              spreadText(overall(measured[name])),
              spreadText(ratio(measured[name], peer)),
            ]),
          },
        ],
        figures: {
          // A second is what a train of thought bears.
          prepareFirstPreview: atMost(1_000, overall(firstPreview).median, 'ms'),
          prepareBytesReady: atMost(1_000, overall(bytesReady).median, 'ms'),
          // What was measured, 3.0 and 0.25, with room for noise.
          prepareFirstPreviewOfSharp: atMost(4, ratio(firstPreview, peer).median, '× sharp'),
          prepareBytesReadyOfSharp: atMost(1, ratio(bytesReady, peer).median, '× sharp'),
        },
        notes: [
          'Each time in a page just opened, at one screen pixel a CSS pixel. `sharp` does all of its work in one go, ' +
            'with the JPEG decoded at a reduced size; the page decodes all pixels once and keeps them.',
        ],
        versions: { sharp: version, Chromium: browser.version() },
      };
    } finally {
      await browser.close();
      site.stop();
    }
  },
};

/** Installs it on first use, apart from the other peers: it is native, and not to be had for every machine. */
async function ensureSharp(say: (line: string) => void): Promise<{ sharp: Sharp; version: string }> {
  const from = join(__dirname, 'imagePeers');
  const title = 'what preparing an image is compared with';
  const folder = await ensureInstalled({ name: 'imagePeers', from, title, say, finish: () => undefined });
  const module = join(folder, 'node_modules', 'sharp');
  const { version } = JSON.parse(readFileSync(join(module, 'package.json'), 'utf8')) as { version: string };
  return { sharp: loadModule(module) as Sharp, version };
}
