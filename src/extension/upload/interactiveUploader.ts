import * as vscode from 'vscode';
import type { CallOptions, Server } from '../../core/api/apiClient.ts';
import type { Result } from '../../core/base/result.ts';
import type { Account } from '../../core/model/account.ts';
import type { Credential } from '../../core/model/credential.ts';
import type { Failure } from '../../core/model/failure.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import { AvatarUploader, type PendingAvatar, type UploaderDeps } from '../../core/services/avatarUploader.ts';
import type { Credentials } from '../../core/services/credentials.ts';
import type { ErrorLog } from '../../core/services/ports.ts';
import type { VisibilityChecker } from '../../core/services/visibilityChecker.ts';
import { showWarning } from '../editor/messages.ts';
import { readAccount, readAccountOf } from '../editor/settings.ts';
import { askSecret } from '../prompts/secretPrompt.ts';

interface InteractiveUploaderDeps extends Omit<UploaderDeps, 'onUnkept'> {
  readonly visibilities: VisibilityChecker;
}

/** Sets avatars with the account that the settings name, and asks the person for the key where there is none. */
export class InteractiveUploader extends AvatarUploader {
  readonly #credentials: Credentials;
  readonly #visibilities: VisibilityChecker;

  constructor({ visibilities, ...deps }: InteractiveUploaderDeps) {
    super({ ...deps, onUnkept: (error) => warnOfUnkept(deps.log, error) });
    this.#credentials = deps.credentials;
    this.#visibilities = visibilities;
  }

  /** The agent's server, as long as it is the one in use, and its key; `cancelled` when none was given. */
  serverOf(pending: PendingAvatar): Promise<Result<Server, Failure>> {
    return this.authorize(readAccountOf(pending.chosen.origin), pending, (account) => this.#askForKey(account));
  }

  /** Sends an avatar, keeps it, and looks in the background whether the public sees it. */
  override async upload(server: Server, pending: PendingAvatar, options: CallOptions): Promise<Result<HistoryEntry, Failure>> {
    const uploaded = await super.upload(server, pending, options);
    if (uploaded.ok) this.#visibilities.check(uploaded.value);
    return uploaded;
  }

  /** Asks for another key, after the server refused the one there was. `false` when the person thinks better of it. */
  async replaceKey(): Promise<boolean> {
    const account = readAccount();
    return account.ok && (await this.#askForKey(account.value)) !== undefined;
  }

  async #askForKey(account: Account): Promise<Credential | undefined> {
    const credential = await askSecret(account, await this.#credentials.insteadOfForgotten(account));
    if (credential) await this.#credentials.store(account.baseUrl.origin, credential);
    return credential;
  }
}

/** The server has the avatar: a full disk here must not make that look like a failure. */
function warnOfUnkept(log: ErrorLog, error: unknown): void {
  log.error('The avatar was set, but could not be kept in the list.', error);
  void showWarning(vscode.l10n.t('The avatar is set, but could not be added to the list of recently updated agents. Is the disk full?'));
}
