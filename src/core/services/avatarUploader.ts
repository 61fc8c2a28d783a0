import type { CallOptions, Server } from '../api/apiClient.ts';
import { failed, type Result, success } from '../base/result.ts';
import type { Act } from '../history/act.ts';
import type { Place } from '../history/places.ts';
import type { History } from '../history/history.ts';
import type { Account } from '../model/account.ts';
import { type Agent, agentKey } from '../model/agent.ts';
import type { AgentNames } from '../model/agentNames.ts';
import type { Credential } from '../model/credential.ts';
import type { CurrentUnknown, Failure } from '../model/failure.ts';
import type { AvatarImage } from '../model/image.ts';
import type { HistoryEntry } from '../model/historyEntry.ts';
import type { UploadStates } from '../model/uploadStates.ts';
import type { Credentials } from './credentials.ts';
import { sentImage, type UploadClient, uploadJournaled } from './journaledUpload.ts';
import type { ErrorLog } from './ports.ts';

/** One avatar, chosen and looked at, ready to go. `source` is the file it came from, as a Uri's text. */
export interface ChosenAvatar extends Agent {
  readonly image: AvatarImage;
  readonly source?: string;
}

/** One avatar that a person wants set, with its place among all that was done to the agent. */
export interface PendingAvatar {
  readonly chosen: ChosenAvatar;
  readonly act: Act;
  /** The steps that the person goes on without: the look at the current avatar, or its copy on this disk. */
  readonly without: ReadonlySet<'look' | 'copy'>;
}

export interface UploaderDeps {
  readonly credentials: Credentials;
  readonly client: () => Promise<UploadClient>;
  readonly history: History;
  readonly names: AgentNames;
  readonly states: UploadStates;
  readonly log: ErrorLog;
  /** Told that an avatar is set, but that the disk does not take it. */
  readonly onUnkept: (error: unknown) => void;
}

/** Sets an avatar: the person's act, the key, a look at what the avatar replaces, the API, the history. */
export class AvatarUploader {
  /** Agents of which the server does not say in a way we know what they show, and that the person goes on with all the same. */
  readonly #untold = new Set<string>();

  constructor(private readonly deps: UploaderDeps) {}

  /** To be called at once when the person acts, where what is to be set is known only later: what is begun there is as new. */
  takePlace(agent: Agent): Promise<Place> {
    return this.deps.history.journal.places.hold(agent);
  }

  /**
   * To be called when the person acts: from now on this is the newest that was done to the agent, in all windows.
   *
   * @param order.place where it was taken before
   * @param order.instead the entry that it takes back: any act after that one overtakes it
   */
  async begin(chosen: ChosenAvatar, order: { place?: Place; instead?: HistoryEntry | undefined } = {}): Promise<PendingAvatar> {
    const { history, names } = this.deps;
    const { origin, agentId, image, source } = chosen;
    const agentName = names.get(chosen) ?? chosen.agentName;
    const intent = {
      origin,
      agentId,
      ...(agentName !== undefined && { agentName }),
      image: { ...sentImage(image), ...(source !== undefined && { source }) },
    };
    const { place, instead } = order;
    const act = await history.journal.begin(intent, { ...(place && { place }), ...(instead && { instead: instead.id }) });
    return { chosen, act, without: new Set() };
  }

  /** The avatar to upload when the person sets it in spite of a failure. */
  async setAnyway(pending: PendingAvatar, failure: Failure): Promise<PendingAvatar> {
    // A new act, which takes nothing back.
    if (failure.kind === 'overtaken' || failure.kind === 'late' || failure.kind === 'orbShown') return this.begin(pending.chosen);
    if (failure.kind === 'currentUnknown' && failure.reason === 'answer') this.#untold.add(agentKey(pending.chosen));
    return { ...pending, without: new Set([...pending.without, failure.kind === 'currentUnkept' ? 'copy' : 'look']) };
  }

  /**
   * The server with its credential, which is asked for where there is none; `cancelled` when none was given then.
   *
   * @param account the agent's, or why there is none to send to
   */
  async authorize(
    account: Result<Account, Failure>,
    { act }: PendingAvatar,
    askForCredential: (account: Account) => Promise<Credential | undefined>,
  ): Promise<Result<Server, Failure>> {
    let server: Result<Server, Failure> | undefined;
    try {
      server = account.ok ? await this.#findServer(account.value, askForCredential) : account;
      return server;
    } finally {
      // An act that is not sent must not overtake others.
      if (!server?.ok) await act.withdraw().catch((error: unknown) => this.#logJournal(error));
    }
  }

  /** Sends an avatar and keeps what was accepted. The agent's state is `sending` until it is kept, or given up. */
  async upload(server: Server, { chosen, act, without }: PendingAvatar, options: CallOptions): Promise<Result<HistoryEntry, Failure>> {
    const isUntold = (reason: CurrentUnknown) => reason === 'answer' && this.#untold.has(agentKey(chosen));
    const goesOnWithout = (reason: CurrentUnknown | 'disk') =>
      reason === 'disk' ? without.has('copy') : without.has('look') || isUntold(reason);
    const { client, states, onUnkept } = this.deps;
    const end = states.begin(chosen);
    try {
      const onProblem = (error: unknown) => this.#logJournal(error);
      return await uploadJournaled(await client(), { act, server, image: chosen.image, options, goesOnWithout, onUnkept, onProblem });
    } finally {
      end();
    }
  }

  async #findServer(
    account: Account,
    askForCredential: (account: Account) => Promise<Credential | undefined>,
  ): Promise<Result<Server, Failure>> {
    const credential = (await this.deps.credentials.get(account)) ?? (await askForCredential(account));
    return credential ? success({ baseUrl: account.baseUrl, credential }) : failed({ kind: 'cancelled' });
  }

  #logJournal(error: unknown): void {
    this.deps.log.error('The journal of what is set could not be written.', error);
  }
}
