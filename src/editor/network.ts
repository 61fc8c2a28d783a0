import type * as vscode from 'vscode';
import type { ApiClient } from '../api/apiClient.ts';
import { readNetworkSettings } from './networkSettings.ts';

/** The API client, loaded with the code of the network at the first call and kept while the extension runs. */
export class Network implements vscode.Disposable {
  #client: ApiClient | undefined;

  constructor(
    private readonly userAgent: string,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  async client(): Promise<ApiClient> {
    const { createApiClient } = await import('../api/network.ts');
    return (this.#client ??= createApiClient(this.userAgent, this.log, {
      settings: () => readNetworkSettings(process.env),
    }));
  }

  dispose(): void {
    this.#client?.dispose().catch((error: unknown) => this.log.error('Could not close the connections.', error));
    this.#client = undefined;
  }
}
