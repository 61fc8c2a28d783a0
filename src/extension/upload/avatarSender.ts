import * as vscode from 'vscode';
import type { CallOptions, Server } from '../../core/api/apiClient.ts';
import { type Agent, agentKey } from '../../core/model/agent.ts';
import type { AgentNames } from '../../core/model/agentNames.ts';
import type { BaseUrl } from '../../core/model/baseUrl.ts';
import type { CurrentUnknown, Failure } from '../../core/model/failure.ts';
import type { AvatarImage } from '../../core/model/image.ts';
import { failed, type Result, success } from '../../core/base/result.ts';
import type { AvatarUpdate } from '../../core/model/update.ts';
import type { UploadStates } from '../../core/model/uploadStates.ts';
import type { ApiKeys } from '../editor/apiKeys.ts';
import { showWarning } from '../editor/messages.ts';
import type { Network } from '../editor/network.ts';
import { readBaseUrl, readBaseUrlOf, readScheme } from '../editor/settings.ts';
import type { Act } from '../../core/history/act.ts';
import type { Place } from '../../core/history/places.ts';
import type { Updates } from '../../core/history/updates.ts';
import { askSecret } from '../prompts/secretPrompt.ts';
import { sentImage, uploadJournaled } from '../../core/services/journaledUpload.ts';
import { Visibilities } from './visibilities.ts';

/** One avatar, chosen and looked at, ready to go. `source` is the file it came from, as a Uri's text. */
export interface ChosenAvatar extends Agent {
  readonly image: AvatarImage;
  readonly source?: string;
}

/** One avatar that a person wants set, with its place among all that was done to the agent. */
export interface PendingAvatar {
  readonly chosen: ChosenAvatar;
  readonly act: Act;
  /** What the person goes on without: a look at what it replaces, or a copy of that on this disk. */
  readonly without: ReadonlySet<'look' | 'copy'>;
}

/**
 * The way of one avatar after it was chosen: key → a look at what it replaces → API → history → a look at what the public
 * sees. What goes wrong is for the caller to show.
 */
export class AvatarSender implements vscode.Disposable {
  readonly visibilities: Visibilities;
  /** Agents of which the server does not say in a way we know what they show, and that the person goes on with all the same. */
  readonly #untold = new Set<string>();

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
  async serverOf({ chosen, act }: PendingAvatar): Promise<Result<Server, Failure>> {
    let server: Result<Server, Failure> | undefined;
    try {
      server = await this.#findServer(chosen);
      return server;
    } finally {
      // What is not sent after all stands in the way of nothing else.
      if (!server?.ok) await act.withdraw().catch((error: unknown) => this.#logJournal(error));
    }
  }

  async #findServer({ origin }: Agent): Promise<Result<Server, Failure>> {
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

  /** To be called at once when the person acts, where what is to be set is known only later: what is begun there is as new. */
  takePlace(agent: Agent): Promise<Place> {
    return this.updates.journal.places.take(agent);
  }

  /**
   * To be called when the person acts: from now on this is the newest that was done to the agent, in all windows.
   *
   * @param order.place where it was taken before
   * @param order.instead the update that it takes back: any act after that one overtakes it
   */
  async begin(chosen: ChosenAvatar, order: { place?: Place; instead?: AvatarUpdate | undefined } = {}): Promise<PendingAvatar> {
    const { origin, agentId, image, source } = chosen;
    const agentName = this.names.get(chosen) ?? chosen.agentName;
    const intent = {
      origin,
      agentId,
      ...(agentName !== undefined && { agentName }),
      image: { ...sentImage(image), ...(source !== undefined && { source }) },
    };
    const { place, instead } = order;
    const act = await this.updates.journal.begin(intent, { ...(place && { place }), ...(instead && { instead: instead.id }) });
    return { chosen, act, without: new Set() };
  }

  /** What is sent when the person wants it set although a failure advised against it. */
  async setAnyway(pending: PendingAvatar, failure: Failure): Promise<PendingAvatar> {
    if (failure.kind === 'overtaken') return this.begin(pending.chosen);
    if (failure.kind === 'currentUnknown' && failure.reason === 'answer') this.#untold.add(agentKey(pending.chosen));
    return { ...pending, without: new Set([...pending.without, failure.kind === 'currentUnkept' ? 'copy' : 'look']) };
  }

  /** Sends an avatar and keeps what was accepted. */
  async send(server: Server, { chosen, act, without }: PendingAvatar, options: CallOptions): Promise<Result<AvatarUpdate, Failure>> {
    const isUntold = (reason: CurrentUnknown) => reason === 'answer' && this.#untold.has(agentKey(chosen));
    const goesOnWithout = (reason: CurrentUnknown | 'disk') =>
      reason === 'disk' ? without.has('copy') : without.has('look') || isUntold(reason);
    const sent = await this.#whileShown(chosen, async () =>
      uploadJournaled(await this.network.client(), {
        act,
        server,
        image: chosen.image,
        options,
        goesOnWithout,
        onUnkept: (error) => this.#sayUnkept(error),
        onProblem: (error) => this.#logJournal(error),
      }),
    );
    if (sent.ok) this.visibilities.check(sent.value);
    return sent;
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

  /** The server has it: a full disk here must not make that look like a failure. */
  #sayUnkept(error: unknown): void {
    this.log.error('The avatar was set, but could not be kept in the list.', error);
    void showWarning(
      vscode.l10n.t('The avatar is set, but could not be added to the list of recently updated agents. Is the disk full?'),
    );
  }

  #logJournal(error: unknown): void {
    this.log.error('The journal of what is set could not be written.', error);
  }
}
