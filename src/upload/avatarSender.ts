import * as vscode from 'vscode';
import { type Server, type Waiting } from '../api/apiClient.ts';
import { type AgentId } from '../avatar/agentId.ts';
import { type AgentNames } from '../avatar/agentNames.ts';
import { type BaseUrl } from '../avatar/baseUrl.ts';
import { type AvatarImage } from '../avatar/image.ts';
import { type AvatarUpdate } from '../avatar/update.ts';
import { type UploadStates } from '../avatar/uploadStates.ts';
import { type ApiKeys } from '../editor/apiKeys.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { type Network } from '../editor/network.ts';
import { withCancellableProgress } from '../editor/progress.ts';
import { readBaseUrl, readScheme } from '../editor/settings.ts';
import { explainWaiting } from '../editor/waiting.ts';
import { Pictures } from '../history/pictures.ts';
import { newUpdateId } from '../history/updateRecord.ts';
import { type Updates } from '../history/updates.ts';
import { askSecret } from '../prompts/secretPrompt.ts';
import { Visibilities } from './visibilities.ts';

/** One avatar, chosen and looked at, ready to go. `source` is the file it came from. */
export interface ChosenAvatar {
  readonly agentId: AgentId;
  readonly image: AvatarImage;
  readonly source?: vscode.Uri;
}

/** The way of one avatar after it was chosen: key → API → history → a look at what the public sees. */
export class AvatarSender implements vscode.Disposable {
  readonly visibilities: Visibilities;

  constructor(
    private readonly keys: ApiKeys,
    private readonly network: Network,
    private readonly updates: Updates,
    private readonly names: AgentNames,
    private readonly states: UploadStates,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.visibilities = new Visibilities(network, log);
    this.visibilities.onDidChange((update) => {
      const seen = this.visibilities.of(update);
      states.set(update.origin, update.agentId, seen === 'live' || seen === 'notVisibleYet' ? seen : undefined);
    });
  }

  dispose(): void {
    this.visibilities.dispose();
  }

  /**
   * Sends an avatar, asking for a key where there is none or the server refuses it, and keeps what was accepted. What
   * goes wrong is said here.
   *
   * @returns the update, or `undefined` when the avatar was not set
   */
  async send(chosen: ChosenAvatar): Promise<AvatarUpdate | undefined> {
    for (;;) {
      const baseUrl = readBaseUrl();
      if (!baseUrl.ok) {
        await showFailure(baseUrl.failure);
        return undefined;
      }
      const server = await this.#server(baseUrl.value);
      if (!server) return undefined;
      const accepted = await this.#post(server, chosen);
      if (accepted.ok) {
        const update = await this.#keep(server.baseUrl, chosen, accepted.value.avatarUrl);
        this.visibilities.check(update);
        return update;
      }
      const action = await showFailure(accepted.failure);
      if (action === undefined) return undefined;
      if (action === 'setApiKey' && !(await this.#askForKey(server.baseUrl))) return undefined;
    }
  }

  async #server(baseUrl: BaseUrl): Promise<Server | undefined> {
    const known = await this.keys.get(baseUrl.origin, readScheme());
    const credential = known ?? (await this.#askForKey(baseUrl));
    return credential && { baseUrl, credential };
  }

  async #askForKey({ origin }: BaseUrl) {
    const credential = await askSecret(origin, readScheme());
    if (credential) await this.keys.store(origin, credential);
    return credential;
  }

  #post(server: Server, { agentId, image }: ChosenAvatar) {
    const title = vscode.l10n.t('Setting the avatar of {0}…', agentId);
    return withCancellableProgress(title, async (signal, say) => {
      this.states.set(server.baseUrl.origin, agentId, 'sending');
      try {
        const client = await this.network.client();
        const onWaiting = (waiting: Waiting) => say(explainWaiting(waiting));
        return await client.setAvatar(server, { agentId, image }, { signal, onWaiting });
      } finally {
        this.states.set(server.baseUrl.origin, agentId, undefined);
      }
    });
  }

  async #keep({ origin }: BaseUrl, { agentId, image, source }: ChosenAvatar, avatarUrl?: string): Promise<AvatarUpdate> {
    const { bytes, fileName, mediaType, width, height } = image;
    const at = Date.now();
    const agentName = this.names.get(origin, agentId);
    const update: AvatarUpdate = {
      id: newUpdateId(at),
      origin,
      agentId,
      ...(agentName !== undefined && { agentName }),
      at,
      ...(avatarUrl !== undefined && { avatarUrl }),
      image: {
        fileName,
        ...(source && { source: source.toString() }),
        sha256: Pictures.hash(bytes),
        mediaType,
        byteLength: bytes.length,
        width,
        height,
      },
    };
    try {
      await this.updates.add(update, bytes);
    } catch (error) {
      // The server has it: a full disk here must not make that look like a failure.
      this.log.error('The avatar was set, but could not be kept in the list.', error);
      void vscode.window.showWarningMessage(
        vscode.l10n.t('The avatar is set, but could not be added to the list of recently updated agents. Is the disk full?'),
      );
    }
    return update;
  }
}
