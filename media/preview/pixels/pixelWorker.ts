import { OpenPicture } from './openPicture.ts';
import type { Answered, Asked, PixelRequest } from './pixelMessages.ts';

/** The worker's side: one picture held open, requests answered in the order they come. */

let current: OpenPicture | undefined;
let last: Promise<void> = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  last = last.then(() => answer(data));
});

async function answer({ id, request }: Asked): Promise<void> {
  try {
    const value = await carryOut(request);
    const transfer = [value instanceof ArrayBuffer ? value : value.proxy];
    post({ id, ok: true, value }, transfer);
  } catch (error) {
    post({ id, ok: false, reason: String(error) }, []);
  }
}

async function carryOut(request: PixelRequest) {
  switch (request.type) {
    case 'open': {
      current?.close();
      current = undefined;
      const { picture, opened } = await OpenPicture.open(request.blob);
      current = picture;
      return opened;
    }
    case 'encode': {
      if (!current) throw new Error('No picture is open.');
      return current.encode(request.crop, request.background, request.output);
    }
    default: {
      const unknown: never = request;
      throw new Error(`The worker does not know ${JSON.stringify(unknown)}.`);
    }
  }
}

function post(answered: Answered, transfer: Transferable[]): void {
  self.postMessage(answered, { transfer });
}
