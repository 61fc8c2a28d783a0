import type { ApiClient, PublicAvatar } from '../api/apiClient.ts';
import { type Disposable, Emitter } from '../base/emitter.ts';
import type { HistoryEntry } from '../model/historyEntry.ts';
import type { Visibility } from '../model/visibility.ts';
import type { ErrorLog } from './ports.ts';

/** Whether the public sees an avatar that was set; `unknown` until it was looked for. */
export type KnownVisibility = Visibility | 'checking' | 'unknown';

/** Looks, after an avatar was set and when asked again, whether the public sees it. Holds nothing else up. */
export class VisibilityChecker implements Disposable {
  readonly #known = new Map<string, KnownVisibility>();
  readonly #changed = new Emitter<HistoryEntry>();
  readonly #closing = new AbortController();
  /** Fires for the entry whose visibility is being looked at, or has been. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly client: () => Promise<Pick<ApiClient, 'checkPublicAvatar'>>,
    private readonly log: ErrorLog,
  ) {}

  of({ id }: Pick<HistoryEntry, 'id'>): KnownVisibility {
    return this.#known.get(id) ?? 'unknown';
  }

  /** Looks once, in the background; without a public URL, or while it looks already, it does nothing. */
  check(entry: HistoryEntry): void {
    const { avatarUrl } = entry;
    if (avatarUrl === undefined || this.of(entry) === 'checking') return;
    this.#set(entry, 'checking');
    this.#look({ url: avatarUrl, origin: entry.origin }, entry.image.sha256).then(
      (visibility) => this.#set(entry, visibility),
      (error: unknown) => {
        this.log.error('Could not look for the public avatar.', error);
        this.#set(entry, 'unknown');
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

  #set(entry: HistoryEntry, visibility: KnownVisibility): void {
    this.#known.set(entry.id, visibility);
    this.#changed.fire(entry);
  }
}
