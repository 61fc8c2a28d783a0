import { randomUUID } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sha256Of } from '../base/sha256.ts';
import { extensionOf } from '../model/mediaType.ts';
import type { SentImage } from '../model/historyEntry.ts';
import { namesIn, removeOldDrafts, removePatiently, renamePatiently, unfinished, unlessMissing, writeWhole } from './atomicFile.ts';
import { isRegular, readRegular } from './regularFile.ts';
import { imageKeyOf } from './entryRecord.ts';

type Named = Pick<SentImage, 'sha256' | 'mediaType'>;

/** The bytes that were sent, each kept once under the name of their SHA-256; beside them, small ones for lists. */
export class ImageStore {
  constructor(private readonly folder: string) {}

  /** The image's path, whether or not the file exists. Its ending follows its type, since viewers go by it. */
  pathOf({ sha256, mediaType }: Named): string {
    return join(this.folder, `${sha256}.${extensionOf(mediaType)}`);
  }

  /** The path of the image's thumbnail, whether or not there is one. */
  thumbnailPathOf({ sha256 }: Pick<SentImage, 'sha256'>): string {
    return join(this.folder, `${sha256}${thumbnailEnding}`);
  }

  async keep(image: SentImage, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(image);
    const kept = await readRegular(path, bytes.length);
    if (!kept?.equals(bytes)) await writeWhole(path, bytes);
  }

  /** Puts an image back that another process gave up between `keep` and the record that names it; see `sweep`. */
  async keepStill(image: SentImage, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(image);
    if (!(await isRegular(path))) await writeWhole(path, bytes);
  }

  /** Keeps a small PNG for lists beside an image. */
  async keepThumbnail(image: Pick<SentImage, 'sha256'>, png: Uint8Array): Promise<void> {
    await writeWhole(this.thumbnailPathOf(image), png);
  }

  /** The hashes of the images that have a thumbnail. */
  async thumbnails(): Promise<Set<string>> {
    const names = await namesIn(this.folder);
    return new Set(names.filter((name) => name.endsWith(thumbnailEnding)).map((name) => name.slice(0, -thumbnailEnding.length)));
  }

  has(image: SentImage): Promise<boolean> {
    return isRegular(this.pathOf(image));
  }

  /** The bytes, or `undefined` when they are gone or no longer the ones that were sent. */
  async read(image: SentImage): Promise<Uint8Array | undefined> {
    const path = this.pathOf(image);
    const bytes = (await readRegular(path, image.byteLength)) ?? (await this.#bringBack(path, image.byteLength));
    return bytes && sha256Of(bytes) === image.sha256 ? bytes : undefined;
  }

  /** A process that was killed while it swept may have left an image that is needed under its other name. */
  async #bringBack(path: string, length: number): Promise<Buffer | undefined> {
    const name = basename(path);
    const trash = (await namesIn(this.folder)).find((each) => trashEnding.test(each) && each.startsWith(name));
    if (trash) await unlessMissing(renamePatiently(join(this.folder, trash), path));
    // Another process may bring it back at the same moment: the result is the same.
    return readRegular(path, length);
  }

  /** The bytes on disk of each image, thumbnail included, by its key. */
  async sizes(): Promise<Map<string, number>> {
    const sizes = new Map<string, number>();
    for (const name of await namesIn(this.folder)) {
      const file = name.endsWith(unfinished) ? undefined : await unlessMissing(lstat(join(this.folder, name)));
      const key = imageKeyOf(name);
      if (file?.isFile()) sizes.set(key, (sizes.get(key) ?? 0) + file.size);
    }
    return sizes;
  }

  /**
   * Deletes the images that no record names, whatever other processes do meanwhile.
   *
   * An image is kept before the record that names it, so "no record names it" may mean "not yet". So it is put under
   * another name first, and the records are listed again: a record written before that second look brings the image
   * back. One written after it belongs to a process that then finds the image gone, and writes it anew (`keepStill`).
   * No clock and no lock is needed, and a sweep killed half-way is ended by the next one.
   *
   * @param neededKeys lists the keys of the images that records name, anew at each call
   */
  async sweep(neededKeys: () => Promise<ReadonlySet<string>>): Promise<void> {
    await removeOldDrafts(this.folder);
    const names = (await namesIn(this.folder)).filter((name) => !name.endsWith(unfinished));
    const before = await neededKeys();
    const doubtful: Doubtful[] = names.filter((name) => trashEnding.test(name)).map(asTrash);
    for (const name of names) {
      if (trashEnding.test(name) || before.has(imageKeyOf(name))) continue;
      // Images are files: whatever else has come there was not kept here.
      if (!(await isRegular(join(this.folder, name)))) continue;
      const trash = `${name}.${randomUUID()}.trash`;
      const moved = await unlessMissing(renamePatiently(join(this.folder, name), join(this.folder, trash)).then(() => true));
      if (moved) doubtful.push({ name, trash });
    }
    if (doubtful.length === 0) return;
    const after = await neededKeys();
    for (const { name, trash } of doubtful) {
      const path = join(this.folder, trash);
      if (after.has(imageKeyOf(name))) await unlessMissing(renamePatiently(path, join(this.folder, name)));
      else await removePatiently(path);
    }
  }
}

interface Doubtful {
  readonly name: string;
  readonly trash: string;
}

const thumbnailEnding = '.thumbnail.png';
const trashEnding = /\.[0-9a-f-]{36}\.trash$/;

function asTrash(trash: string): Doubtful {
  return { name: trash.replace(trashEnding, ''), trash };
}
