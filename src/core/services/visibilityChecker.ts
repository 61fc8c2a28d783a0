import type { ApiClient, PublicAvatar } from '../api/apiClient.ts';
import { type Disposable, Emitter } from '../base/emitter.ts';
import type { AvatarUpdate } from '../model/update.ts';
import type { Visibility } from '../model/visibility.ts';
import type { ErrorLog } from './ports.ts';

/** Whether the public sees an avatar that was set; `unknown` until it was looked for. */
export type KnownVisibility = Visibility | 'checking' | 'unknown';

/** Looks, after an avatar was set and when asked again, whether the public sees it. Holds nothing else up. */
export class VisibilityChecker implements Disposable {
  readonly #known = new Map<string, KnownVisibility>();
  readonly #changed = new Emitter<AvatarUpdate>();
  readonly #closing = new AbortController();
  /** Fires for the update whose visibility is being looked at, or has been. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly client: () => Promise<Pick<ApiClient, 'checkPublicAvatar'>>,
    private readonly log: ErrorLog,
  ) {}

  of({ id }: Pick<AvatarUpdate, 'id'>): KnownVisibility {
    return this.#known.get(id) ?? 'unknown';
  }

  /** Looks once, in the background; without a public URL, or while it looks already, it does nothing. */
  check(update: AvatarUpdate): void {
    const { avatarUrl } = update;
    if (avatarUrl === undefined || this.of(update) === 'checking') return;
    this.#set(update, 'checking');
    this.#look({ url: avatarUrl, origin: update.origin }, update.image.sha256).then(
      (visibility) => this.#set(update, visibility),
      (error: unknown) => {
        this.log.error('Could not look for the public avatar.', error);
        this.#set(update, 'unknown');
      },
    );
  }

  dispose(): void {
    this.#closing.abort();
    this.#changed.dispose();
  }

  async #look(avatar: PublicAvatar, sha256: string): Promise<Visibility> {
    const client = await this.client();
    return client.checkPublicAvatar(avatar, sha256, this.#closing.signal);
  }

  #set(update: AvatarUpdate, visibility: KnownVisibility): void {
    this.#known.set(update.id, visibility);
    this.#changed.fire(update);
  }
}
