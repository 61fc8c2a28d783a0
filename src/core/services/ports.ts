import type { ApiLog } from '../api/apiClient.ts';
import type { Disposable } from '../base/emitter.ts';

/** The interfaces that a door gives to the use-cases. VS Code's objects fit; so do those of a test or a terminal. */

/** Takes errors that concern nobody but whoever mends them. */
export interface ErrorLog extends ApiLog {
  error(line: string, error: unknown): void;
}

/** Keeps secrets, each under a name. */
export interface SecretStore {
  get(name: string): PromiseLike<string | undefined>;
  store(name: string, secret: string): PromiseLike<void>;
  delete(name: string): PromiseLike<void>;
  /** Tells of every secret that was stored or deleted, here or in another process. */
  onDidChange(listener: (change: { readonly key: string }) => unknown): Disposable;
}

/** Remembers small values that are no secrets, each under a name. */
export interface Memory {
  get(name: string): unknown;
  update(name: string, value: unknown): PromiseLike<void>;
}
