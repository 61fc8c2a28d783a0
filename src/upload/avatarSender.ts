import * as vscode from 'vscode';
import type { CallOptions, Server } from '../api/apiClient.ts';
import type { Agent } from '../avatar/agent.ts';
import type { AgentId } from '../avatar/agentId.ts';
import type { AgentNames } from '../avatar/agentNames.ts';
import type { BaseUrl } from '../avatar/baseUrl.ts';
import type { Failure } from '../avatar/failure.ts';
import type { AvatarImage } from '../avatar/image.ts';
import { extensionOf } from '../avatar/mediaType.ts';
import { failed, type Result, success } from '../avatar/result.ts';
import type { AvatarUpdate, SentImage } from '../avatar/update.ts';
import type { UploadStates } from '../avatar/uploadStates.ts';
import type { ApiKeys } from '../editor/apiKeys.ts';
import { showWarning } from '../editor/messages.ts';
import type { Network } from '../editor/network.ts';
import { readBaseUrl, readBaseUrlOf, readScheme } from '../editor/settings.ts';
import { Pictures } from '../history/pictures.ts';
import { newUpdateId } from '../history/updateRecord.ts';
import type { Updates } from '../history/updates.ts';
import { askSecret } from '../prompts/secretPrompt.ts';
import type { KnownAvatars } from './knownAvatars.ts';
import { Visibilities } from './visibilities.ts';

/** One avatar, chosen and looked at, ready to go. `source` is the file it came from, as a Uri's text. */
export interface ChosenAvatar extends Agent {
  readonly image: AvatarImage;
  readonly source?: string;
}

/**
 * The way of one avatar after it was chosen: key → a look at what it replaces → API → history → a look at what the public
 * sees. What goes wrong is for the caller to show.
 */
export class AvatarSender implements vscode.Disposable {
  readonly visibilities: Visibilities;

  constructor(
    private readonly keys: ApiKeys,
    private readonly network: Network,
    private readonly updates: Updates,
    private readonly names: AgentNames,
    private readonly states: UploadStates,
    private readonly known: Pick<KnownAvatars, 'aboutToBeReplaced'>,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.visibilities = new Visibilities(network, log);
    this.visibilities.onDidChange((update) => {
      const seen = this.visibilities.of(update);
      states.see(update, seen === 'live' || seen === 'notVisibleYet' ? seen : undefined);
    });
  }

  dispose(): void {
    this.visibilities.dispose();
  }

  /**
   * The agent's server, as long as it is the one in use, and its key, which is asked for where there is none; `cancelled`
   * when none was given then.
   */
  async serverOf({ origin }: Agent): Promise<Result<Server, Failure>> {
    const baseUrl = readBaseUrlOf(origin);
    if (!baseUrl.ok) return baseUrl;
    const known = await this.keys.get(baseUrl.value.origin, readScheme());
    const credential = known ?? (await this.#askForKey(baseUrl.value));
    return credential ? success({ baseUrl: baseUrl.value, credential }) : failed({ kind: 'cancelled' });
  }

  /** Asks for another key, after the server refused the one there was. `false` when the person thinks better of it. */
  async replaceKey(): Promise<boolean> {
    const baseUrl = readBaseUrl();
    return baseUrl.ok && (await this.#askForKey(baseUrl.value)) !== undefined;
  }

  /** Sends an avatar and keeps what was accepted. */
  async send(server: Server, chosen: ChosenAvatar, options: CallOptions): Promise<Result<AvatarUpdate, Failure>> {
    const { agentId, image } = chosen;
    const sent = await this.#whileShown(chosen, async () => {
      const replaced = await this.#lookAtReplaced(server, agentId, options.signal);
      const client = await this.network.client();
      const accepted = await client.setAvatar(server, { agentId, image }, options);
      return accepted.ok ? success(await this.#keep(server.baseUrl, chosen, accepted.value.avatarUrl, replaced)) : accepted;
    });
    if (sent.ok) this.visibilities.check(sent.value);
    return sent;
  }

  /** A look at what is replaced, which must never keep an avatar from being set. */
  async #lookAtReplaced(server: Server, agentId: AgentId, signal: AbortSignal): Promise<AvatarImage | undefined> {
    try {
      return await this.known.aboutToBeReplaced(server, agentId, signal);
    } catch (error) {
      this.log.error('The avatar that is replaced could not be looked at, and is not kept.', error);
      return undefined;
    }
  }

  async #askForKey({ origin }: BaseUrl) {
    const scheme = readScheme();
    const credential = await askSecret(origin, scheme, await this.keys.insteadOfForgotten(origin, scheme));
    if (credential) await this.keys.store(origin, credential);
    return credential;
  }

  /** The agent's row says "sending" until the avatar is in the list, or given up: nothing of it disappears in between. */
  async #whileShown<T>(agent: Agent, send: () => Promise<T>): Promise<T> {
    const end = this.states.begin(agent);
    try {
      return await send();
    } finally {
      end();
    }
  }

  async #keep({ origin }: BaseUrl, chosen: ChosenAvatar, avatarUrl?: string, replaced?: AvatarImage): Promise<AvatarUpdate> {
    const { agentId, image, source } = chosen;
    const at = Date.now();
    const agentName = this.names.get(chosen) ?? chosen.agentName;
    const agent = { origin, agentId, ...(agentName !== undefined && { agentName }) };
    const update: AvatarUpdate = {
      ...agent,
      id: newUpdateId(at),
      at,
      ...(avatarUrl !== undefined && { avatarUrl }),
      image: { ...sentImage(image), ...(source !== undefined && { source }) },
    };
    try {
      const isFirst = (await this.updates.newestOf(chosen)) === undefined;
      await this.updates.add(update, image.bytes);
      if (replaced && isFirst) {
        const fileName = `previous-avatar.${extensionOf(replaced.mediaType)}`;
        const found = { ...agent, id: newUpdateId(at - 1), at, found: true, image: sentImage({ ...replaced, fileName }) } as const;
        await this.updates.add(found, replaced.bytes);
      }
    } catch (error) {
      // The server has it: a full disk here must not make that look like a failure.
      this.log.error('The avatar was set, but could not be kept in the list.', error);
      void showWarning(
        vscode.l10n.t('The avatar is set, but could not be added to the list of recently updated agents. Is the disk full?'),
      );
    }
    return update;
  }
}

function sentImage({ bytes, fileName, mediaType, width, height }: AvatarImage): SentImage {
  return { fileName, sha256: Pictures.hash(bytes), mediaType, byteLength: bytes.length, width, height };
}
