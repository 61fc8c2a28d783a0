import { openRaster } from './rasterPicture.ts';
import { servePixels } from './pixelServer.ts';

/** Pictures made of pixels are decoded and written in a worker. */
servePixels(self, openRaster);
