import * as vscode from 'vscode';
import type { ApiClient } from '../../core/api/apiClient.ts';
import { systemClock } from '../../core/base/clock.ts';
import type { NetworkSettings } from '../../core/api/networkSettings.ts';
import { MachineCounter } from '../../core/limits/machineCounter.ts';
import { readNetworkSettings } from './networkSettings.ts';
import { ownValue } from './settings.ts';

/** The API client, loaded with the code of the network at the first call and kept while the extension runs. */
export class Network implements vscode.Disposable {
  #client: ApiClient | undefined;
  /** The settings whose local value is not known, which the log says once each. */
  readonly #withoutLocalValue = new Set<string>();

  constructor(
    private readonly extension: vscode.Extension<unknown>,
    /** The folder in which all windows of this machine count their requests. */
    private readonly limitsFolder: string,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  async client(): Promise<ApiClient> {
    const { createApiClient } = await import('../../core/api/network.ts');
    return (this.#client ??= createApiClient(userAgent(this.extension), this.log, {
      settings: () => this.#settings(),
      counterFor: (server) => new MachineCounter(server, { folder: this.limitsFolder, clock: systemClock, log: this.log }),
    }));
  }

  dispose(): void {
    this.#client?.dispose().catch((error: unknown) => this.log.error('Could not close the connections.', error));
    this.#client = undefined;
  }

  #settings(): NetworkSettings {
    return readNetworkSettings({
      http: vscode.workspace.getConfiguration('http'),
      isLocalSideOfRemote: vscode.env.remoteName !== undefined && this.extension.extensionKind === vscode.ExtensionKind.UI,
      own: ownValue,
      environment: process.env,
      onNoLocalValue: (key) => this.#sayOnce(key),
    });
  }

  #sayOnce(key: string): void {
    if (this.#withoutLocalValue.has(key)) return;
    this.#withoutLocalValue.add(key);
    this.log.warn(`This VS Code does not tell whether “${key}” was set on this machine or by the remote one: its default is used.`);
  }
}

function userAgent({ packageJSON }: vscode.Extension<unknown>): string {
  const { version } = packageJSON as { version: string };
  return `threetone-avatars/${version}`;
}
