import type { Background, Crop, Output } from '../../../src/core/model/preparation.ts';
import { Sequencer } from '../../../src/core/base/sequencer.ts';
import type { Answered, Opened, PixelRequest } from './pixelMessages.ts';

/** An image that was decoded, and can be written. */
export interface OpenImage {
  encode(crop: Crop, background: Background, output: Output): Promise<ArrayBuffer>;
}

/** @throws when the browser cannot decode it */
export type OpenBlob = (blob: Blob) => Promise<{ readonly image: OpenImage; readonly opened: Opened }>;

/**
 * The other side of a `PixelProcess`: waits for its port, then answers its requests in the order in which they come.
 * The first one opens the image that all others are about.
 */
export function servePixels(scope: Pick<Window, 'addEventListener'>, open: OpenBlob): void {
  scope.addEventListener('message', ({ ports: [port] }) => port && serve(port, open));
}

function serve(port: MessagePort, open: OpenBlob): void {
  let current: OpenImage | undefined;
  const requests = new Sequencer();

  const carryOut = async (request: PixelRequest): Promise<Opened | ArrayBuffer> => {
    switch (request.type) {
      case 'open': {
        const { image, opened } = await open(request.blob);
        current = image;
        return opened;
      }
      case 'encode': {
        if (!current) throw new Error('No image is open.');
        return current.encode(request.crop, request.background, request.output);
      }
      default: {
        const unknown: never = request;
        throw new Error(`This request is not known: ${JSON.stringify(unknown)}.`);
      }
    }
  };

  const answer = async (request: PixelRequest): Promise<void> => {
    const post = (answered: Answered, transfer: Transferable[]) => port.postMessage(answered, transfer);
    try {
      const value = await carryOut(request);
      post({ ok: true, value }, [value instanceof ArrayBuffer ? value : value.proxy]);
    } catch (error) {
      post({ ok: false, reason: String(error) }, []);
    }
  };

  port.onmessage = ({ data }: MessageEvent<PixelRequest>) => {
    void requests.queue(() => answer(data));
  };
}
