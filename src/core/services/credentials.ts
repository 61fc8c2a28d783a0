import type { Disposable } from '../base/emitter.ts';
import type { Account } from '../model/account.ts';
import { defaultBaseUrl, parseBaseUrl } from '../model/baseUrl.ts';
import { type Credential, parseSecret, type Scheme, schemes } from '../model/credential.ts';
import type { Memory, SecretStore } from './ports.ts';

/** The variables a person may set instead where VS Code has no place to keep secrets. */
export const keyVariable = 'THREETONE_API_KEY';
const baseUrlVariable = 'THREETONE_BASE_URL';

/**
 * The keys, each under the origin it was entered for and the way it is sent. There is no way to ask for "the key":
 * one must say for which origin, so none can go to another.
 */
export class Credentials {
  constructor(
    private readonly secrets: SecretStore,
    private readonly environment: Readonly<Record<string, string | undefined>>,
    /** Remembers that a key was stored, never the key: where there is no keyring, VS Code forgets its secrets. */
    private readonly stored: Memory,
  ) {}

  /** Fires when a key was stored or cleared, in this window or another. */
  onDidChange(listener: () => void): Disposable {
    return this.secrets.onDidChange(({ key }) => {
      if (key.startsWith(namePrefix)) listener();
    });
  }

  /** An account's credential: the stored one, or else the person's environment variable if it is for that server. */
  async get({ baseUrl: { origin }, scheme }: Account): Promise<Credential | undefined> {
    const secret = (await this.secrets.get(nameOf(origin, scheme))) ?? this.#fromEnvironment(origin);
    return secret === undefined ? undefined : { scheme, secret };
  }

  /** The stored credentials of an origin, by scheme. */
  async held(origin: string): Promise<readonly Scheme[]> {
    const stored = await Promise.all(schemes.map((scheme) => this.secrets.get(nameOf(origin, scheme))));
    return schemes.filter((_, index) => stored[index] !== undefined);
  }

  /** Whether the person's environment variable is for an origin. */
  isInEnvironment(origin: string): boolean {
    return this.#fromEnvironment(origin) !== undefined;
  }

  async store(origin: string, { scheme, secret }: Credential): Promise<void> {
    await this.secrets.store(nameOf(origin, scheme), secret);
    await this.stored.update(nameOf(origin, scheme), true);
  }

  /**
   * The environment variables that hold a key, for an origin whose stored key VS Code forgot.
   * `undefined` where it forgot none.
   */
  async insteadOfForgotten({ baseUrl: { origin }, scheme }: Account): Promise<readonly string[] | undefined> {
    const name = nameOf(origin, scheme);
    if (this.stored.get(name) !== true || (await this.secrets.get(name)) !== undefined) return undefined;
    const isDefault = new URL(defaultBaseUrl).origin === origin;
    return isDefault ? [keyVariable] : [keyVariable, baseUrlVariable];
  }

  /** Forgets what is stored for an origin, sent these ways. An environment variable is the person's own and stays. */
  async clear(origin: string, cleared: readonly Scheme[]): Promise<void> {
    for (const scheme of cleared) {
      await this.stored.update(nameOf(origin, scheme), undefined);
      await this.secrets.delete(nameOf(origin, scheme));
    }
  }

  #fromEnvironment(origin: string): string | undefined {
    const baseUrl = parseBaseUrl(this.environment[baseUrlVariable] ?? defaultBaseUrl);
    if (!baseUrl.ok || baseUrl.value.origin !== origin) return undefined;
    const parsed = parseSecret(this.environment[keyVariable] ?? '');
    return 'secret' in parsed ? parsed.secret : undefined;
  }
}

/** Names under which people's keys are already stored: changing them would lose the keys. */
const namePrefix = 'threetoneAvatars.credential ';

function nameOf(origin: string, scheme: Scheme): string {
  return `${namePrefix}${scheme} ${origin}`;
}
