import { createHash } from 'node:crypto';
import type { AcceptedAvatar } from '../../src/api/apiClient.ts';
import type { ApiFailure } from '../../src/avatar/failure.ts';
import type { Result } from '../../src/avatar/result.ts';

/** What the server has for an agent: the SHA-256 of its avatar, or nothing. */
export type Truth = (agentId: string) => string | undefined;

/** Holds each report of the client against what the server has. */
export class Ledger {
  accepted = 0;
  retried = 0;
  failed = 0;
  unknown = 0;
  readonly wrong: string[] = [];
  readonly #known = new Map<string, string | undefined>();

  constructor(private readonly truth: Truth) {}

  /** To be called when an upload has ended, before the agent's next one reaches the server. */
  enter(agentId: string, bytes: Uint8Array, result: Result<AcceptedAvatar, ApiFailure>): void {
    const before = this.#known.get(agentId);
    const sent = createHash('sha256').update(bytes).digest('hex');
    const there = this.truth(agentId);
    this.#known.set(agentId, there);
    if (result.ok) this.accepted += 1;
    else if (result.failure.maySet) this.unknown += 1;
    else this.failed += 1;
    const possible = result.ok ? [sent] : result.failure.maySet ? [sent, before] : [before];
    if (!possible.includes(there)) this.wrong.push(`${agentId}: ${result.ok ? 'accepted' : result.failure.kind}`);
  }

  /** At the end: nothing may have changed behind the reports. */
  close(): void {
    for (const [agentId, known] of this.#known) {
      if (this.truth(agentId) !== known) this.wrong.push(`${agentId}: changed after its last report`);
    }
  }
}
