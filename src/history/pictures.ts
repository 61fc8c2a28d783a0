import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { extensionOf } from '../avatar/image.ts';
import { type SentImage } from '../avatar/update.ts';
import { isMissing, writeWhole } from './atomicFile.ts';

/** The bytes that were sent, each kept once under the name of their SHA-256. */
export class Pictures {
  constructor(private readonly folder: string) {}

  static hash(bytes: Uint8Array): string {
    return createHash('sha256').update(bytes).digest('hex');
  }

  /** Where the picture is, whether or not it is there. Its ending follows its type, since viewers go by it. */
  pathOf({ sha256, mediaType }: Pick<SentImage, 'sha256' | 'mediaType'>): string {
    return join(this.folder, `${sha256}.${extensionOf(mediaType)}`);
  }

  async keep(image: SentImage, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(image);
    if (!(await this.#isWhole(path, image.byteLength))) await writeWhole(path, bytes);
  }

  /** The bytes, or `undefined` when they are gone or no longer the ones that were sent. */
  async read(image: SentImage): Promise<Uint8Array | undefined> {
    try {
      const bytes = await readFile(this.pathOf(image));
      return Pictures.hash(bytes) === image.sha256 ? bytes : undefined;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async #isWhole(path: string, byteLength: number): Promise<boolean> {
    try {
      return (await stat(path)).size === byteLength;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }
}
