import { servePixels } from './pixelServer.ts';
import { openVector } from './vectorPicture.ts';

/** Drawings need an image element, which workers have not: they are drawn in a frame that browsers give its own process. */
servePixels(window, openVector);
