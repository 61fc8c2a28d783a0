import { Emitter } from '../../../src/core/base/emitter.ts';
import type { Memory, SecretStore } from '../../../src/core/services/ports.ts';

/** Secrets that are forgotten with the process. */
export class MemorySecrets implements SecretStore {
  readonly #secrets = new Map<string, string>();
  readonly #changed = new Emitter<{ readonly key: string }>();
  readonly onDidChange = this.#changed.event;

  get(name: string): Promise<string | undefined> {
    return Promise.resolve(this.#secrets.get(name));
  }

  store(name: string, secret: string): Promise<void> {
    this.#secrets.set(name, secret);
    this.#changed.fire({ key: name });
    return Promise.resolve();
  }

  delete(name: string): Promise<void> {
    this.#secrets.delete(name);
    this.#changed.fire({ key: name });
    return Promise.resolve();
  }
}

/** Small values that are forgotten with the process. */
export class MemoryState extends Map<string, unknown> implements Memory {
  update(name: string, value: unknown): Promise<void> {
    if (value === undefined) this.delete(name);
    else this.set(name, value);
    return Promise.resolve();
  }
}
