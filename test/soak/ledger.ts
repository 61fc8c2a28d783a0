import type { Outcome } from './agreement.ts';

/** When a person pressed a button: at some moment between two. */
export interface Press {
  readonly from: bigint;
  readonly to: bigint;
}

interface Pressed extends Press {
  readonly act: number;
  readonly agentId: string;
  readonly sha256: string;
  /** When Try Again was pressed for it. */
  readonly again: Press[];
}

interface Stored {
  readonly sha256: string;
  readonly before: string | undefined;
}

/** Holds what the product reported against what the server saw, in the order in which the server saw it. */
export class Ledger {
  accepted = 0;
  failed = 0;
  unknown = 0;
  overtaken = 0;
  readonly wrong: string[] = [];
  readonly #acts = new Map<number, Pressed>();
  readonly #last = new Map<number, Outcome>();
  readonly #stored = new Map<string, Stored[]>();
  readonly #elsewhere = new Set<string>();

  press(act: number, pressed: Press & Pick<Pressed, 'agentId' | 'sha256'>): void {
    this.#acts.set(act, { ...pressed, act, again: [] });
  }

  pressAgain(act: number, press: Press): void {
    this.#acts.get(act)?.again.push(press);
  }

  /** Someone sets an avatar elsewhere; to be called before the server has it. */
  setElsewhere(sha256: string): void {
    this.#elsewhere.add(sha256);
  }

  store(agentId: string, stored: Stored): void {
    const known = this.#stored.get(agentId);
    if (known) known.push(stored);
    else this.#stored.set(agentId, [stored]);
  }

  end(act: number, outcome: Outcome): void {
    if (outcome.ok) this.accepted += 1;
    else if (outcome.failure === 'overtaken') this.overtaken += 1;
    else if (outcome.maySet) this.unknown += 1;
    else this.failed += 1;
    const before = this.#last.get(act);
    // What was left open once is open until it is accepted.
    this.#last.set(act, { ...outcome, maySet: outcome.maySet || (!outcome.ok && before?.maySet === true) });
  }

  /** At the end: each report against what was stored, whenever that was. */
  close(): void {
    for (const [act, outcome] of this.#last) {
      const pressed = this.#acts.get(act);
      const isStored = pressed && this.#eventsOf(pressed.agentId).some(({ sha256 }) => sha256 === pressed.sha256);
      if (outcome.ok && !isStored) this.wrong.push(`act ${act}: accepted, and the server has never had it`);
      if (!outcome.ok && !outcome.maySet && isStored) this.wrong.push(`act ${act}: ${outcome.failure ?? 'failed'}, and the server had it`);
    }
  }

  /**
   * Each image of an act that came to the server after that of an act which was pressed later. Where Try Again of the one
   * and the other's button were pressed at the same moment, nobody can say which was later.
   */
  olderOverNewer(): string[] {
    const bySha = new Map([...this.#acts.values()].map((pressed) => [pressed.sha256, pressed]));
    return [...this.#stored].flatMap(([agentId, events]) => {
      const acts = events.flatMap(({ sha256 }) => bySha.get(sha256) ?? []);
      return acts.flatMap((older, index) => {
        const newer = acts.slice(0, index).find((each) => older.to < each.from && !older.again.some((press) => overlap(press, each)));
        return newer ? [`${agentId}: ${this.#told(older)} came after ${this.#told(newer)}`] : [];
      });
    });
  }

  #told({ act, from, to, again }: Pressed): string {
    const times = [{ from, to }, ...again].map((press) => `${press.from / 1_000_000n}-${press.to / 1_000_000n}`);
    return `act ${act} (${times.join(', ')}: ${JSON.stringify(this.#last.get(act))})`;
  }

  /** The images from elsewhere that one of ours replaced. */
  replaced(): { readonly agentId: string; readonly sha256: string }[] {
    return [...this.#stored].flatMap(([agentId, events]) => {
      const before = events.filter(({ sha256 }) => !this.#elsewhere.has(sha256)).map((event) => event.before);
      return before
        .filter((sha256) => sha256 !== undefined && this.#elsewhere.has(sha256))
        .map((sha256) => ({ agentId, sha256: sha256 ?? '' }));
    });
  }

  #eventsOf(agentId: string): readonly Stored[] {
    return this.#stored.get(agentId) ?? [];
  }
}

function overlap(one: Press, other: Press): boolean {
  return one.from <= other.to && other.from <= one.to;
}
