import { servePixels } from './pixelServer.ts';
import { decodeBitmap, rasterOpener } from './rasterImage.ts';

/** Images made of pixels are decoded and written in a worker. */
servePixels(self, rasterOpener(decodeBitmap));
