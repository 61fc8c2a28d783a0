import type { History } from '../history/history.ts';
import type { Account } from '../model/account.ts';
import type { Agent } from '../model/agent.ts';
import type { Credentials } from './credentials.ts';
import { type LookupClient, lookAtCurrent } from './currentAvatar.ts';

/** The avatar that an agent shows now: an image's bytes, the two colours of its orb, or an image that cannot be had or drawn. */
export type ShownAvatar =
  | { readonly kind: 'image'; readonly bytes: Uint8Array; readonly mediaType: string }
  | { readonly kind: 'orb'; readonly colors: readonly [string, string] }
  | { readonly kind: 'unreadable' };

/** Asks the server what an agent shows; where it does not say, knows what was set from here. Never asks for a key. */
export class CurrentAvatars {
  constructor(
    private readonly credentials: Credentials,
    private readonly client: () => Promise<LookupClient>,
    private readonly history: History,
  ) {}

  /**
   * Gets the avatar that the agent shows now; `undefined` when it cannot be had.
   *
   * @param account the agent's server; `undefined` where that is not to be asked
   */
  async current(account: Account | undefined, agent: Agent, signal: AbortSignal): Promise<ShownAvatar | undefined> {
    const shown = account && (await this.#fromServer(account, agent, signal));
    return shown && shown.kind !== 'unreadable' ? shown : ((await this.#fromHistory(agent)) ?? shown);
  }

  async #fromServer(account: Account, { agentId }: Agent, signal: AbortSignal): Promise<ShownAvatar | undefined> {
    const credential = await this.credentials.get(account);
    if (!credential) return undefined;
    const current = await lookAtCurrent(await this.client(), { baseUrl: account.baseUrl, credential, agentId, signal });
    if (!current.ok)
      return current.failure.kind === 'currentUnknown' && current.failure.reason === 'image' ? { kind: 'unreadable' } : undefined;
    if (current.value.kind === 'notTold') return undefined;
    if (current.value.kind === 'orb') return current.value;
    const { bytes, mediaType } = current.value.image;
    return { kind: 'image', bytes, mediaType };
  }

  async #fromHistory(agent: Agent): Promise<ShownAvatar | undefined> {
    const newest = await this.history.newestOf(agent);
    const bytes = newest && (await this.history.images.read(newest.image));
    return newest && bytes && { kind: 'image', bytes, mediaType: newest.image.mediaType };
  }
}
