import { createHash } from 'node:crypto';
import { PNG } from 'pngjs';
import type { ApiClient, CallOptions } from '../../../src/core/api/apiClient.ts';
import type { Surroundings } from '../../../src/core/api/client.ts';
import type { CurrentUnknown, Failure } from '../../../src/core/model/failure.ts';
import type { AvatarImage } from '../../../src/core/model/image.ts';
import type { Result } from '../../../src/core/base/result.ts';
import type { HistoryEntry } from '../../../src/core/model/historyEntry.ts';
import type { Act } from '../../../src/core/history/act.ts';
import { restorableAvatars } from '../../../src/core/history/earlier.ts';
import type { Pace } from '../../../src/core/history/pulses.ts';
import { History } from '../../../src/core/history/history.ts';
import { sentImage, uploadJournaled } from '../../../src/core/services/journaledUpload.ts';
import { agentCalled, never, serverAt, testClient } from '../api/calls.ts';

/** So quick that a test need not wait, and slow enough that a busy machine does not take a living process for dead. */
export const quickPace: Pace = { beat: 50, patience: 3_000, poll: 10 };

/** An image that is told apart by its colour. */
export function imageOf(mark: number, fileName = `image-${mark}.png`): AvatarImage {
  const png = new PNG({ width: 8, height: 8 });
  for (let pixel = 0; pixel < png.data.length; pixel += 4) png.data.set([mark % 256, mark >> 8, 128, 255], pixel);
  return asImage(PNG.sync.write(png), fileName, 8);
}

/** A square PNG that nobody looks into. */
export function asImage(bytes: Uint8Array, fileName: string, side: number): AvatarImage {
  const facts = { animated: false, metadata: 'none', place: 'none', decodedPixels: side * side, drawingCost: 0 } as const;
  return { bytes, fileName, mediaType: 'image/png', width: side, height: side, facts };
}

export function hashOf({ bytes }: Pick<AvatarImage, 'bytes'>): string {
  return createHash('sha256').update(bytes).digest('hex');
}

interface SendOptions extends Partial<CallOptions> {
  /** What the person goes on without. */
  readonly without?: readonly (CurrentUnknown | 'disk')[];
}

/** One window of the editor: a client and a history of its own on a folder that it may share. */
export class TestWindow {
  readonly history: History;
  readonly client: ApiClient;
  readonly problems: unknown[] = [];

  constructor(
    folder: string,
    private readonly url: string,
    private readonly surroundings: Surroundings = {},
    pace: Pace = quickPace,
  ) {
    this.history = new History(folder, (why) => this.problems.push(why), pace);
    this.client = testClient(surroundings).client;
  }

  get agent() {
    return { origin: new URL(this.url).origin, agentId: agentCalled('agent_1') };
  }

  /** The person presses the button. */
  act(image: AvatarImage, instead?: HistoryEntry): Promise<Act> {
    return this.history.journal.begin({ ...this.agent, image: sentImage(image) }, instead && { instead: instead.id });
  }

  send(
    act: Act,
    image: AvatarImage,
    { without = [], signal = never, ...options }: SendOptions = {},
  ): Promise<Result<HistoryEntry, Failure>> {
    return uploadJournaled(this.client, {
      act,
      server: serverAt(this.url),
      image,
      options: { signal, ...options },
      goesOnWithout: (reason) => without.includes(reason),
      onUnkept: (error) => this.problems.push(error),
      onProblem: (error) => this.problems.push(error),
      ...(this.surroundings.clock && { clock: this.surroundings.clock }),
    });
  }

  async set(image: AvatarImage, options?: SendOptions): Promise<Result<HistoryEntry, Failure>> {
    return this.send(await this.act(image), image, options);
  }

  /** What could be restored, as hashes, newest first; only what has its bytes. */
  async restorable(): Promise<string[]> {
    const hashes: string[] = [];
    for (const { image } of await restorableAvatars(this.history, this.agent)) {
      const bytes = await this.history.images.read(image);
      if (bytes) hashes.push(hashOf({ bytes }));
    }
    return hashes;
  }

  /** All that the history says, newest first. `found` stands for what was not set from here. */
  async fileNames(): Promise<string[]> {
    const entries = await this.history.ofAgent(this.agent);
    return entries.map(({ found, image }) => `${found ? 'found ' : ''}${image.fileName}`);
  }
}
