import { contextOf } from './canvas.ts';
import { servePixels } from './pixelServer.ts';
import { type Decode, rasterOpener } from './rasterImage.ts';
import { Raster } from './raster.ts';
import { loadedImage, openVector } from './vectorImage.ts';

/**
 * Opens what needs an image element, which workers lack: drawings, and images brighter than white. It runs in a frame
 * that browsers give a process of its own.
 */
servePixels(window, (blob) => (blob.type === 'image/svg+xml' ? openVector(blob) : openElement(blob)));

const decodeElement: Decode = async (blob) => {
  const url = URL.createObjectURL(blob);
  try {
    const image = await loadedImage(url);
    const size = { width: image.naturalWidth, height: image.naturalHeight };
    const canvas = new OffscreenCanvas(size.width, size.height);
    contextOf(canvas, true).drawImage(image, 0, 0);
    return new Raster(canvas, size);
  } finally {
    URL.revokeObjectURL(url);
  }
};

const openElement = rasterOpener(decodeElement);
