import type { ActFiles } from './actFiles.ts';
import { isGone } from './sender.ts';
import type { RecordName } from './entryRecord.ts';

/** How processes that share a history show each other that they live. */
export interface Pace {
  /** Milliseconds between two beats of an act under way. */
  readonly beat: number;
  /** Milliseconds without a beat after which an act's process is taken for dead; of an attempt, after all that it may take. */
  readonly patience: number;
  /** Milliseconds between two looks at an act that is waited for. */
  readonly poll: number;
}

/** A process may be held up for some seconds and live. */
export const usualPace: Pace = { beat: 1_000, patience: 10_000, poll: 100 };

interface Observed {
  readonly pulse: number;
  readonly still: number;
  readonly at: number;
}

/**
 * Watches whether the processes of acts live. It counts the time for which a pulse stood still while it was looked at, by
 * a clock that nobody sets: a laptop that slept slept with all its processes.
 */
export class Pulses {
  readonly #observed = new Map<string, Observed>();

  constructor(
    private readonly files: Pick<ActFiles, 'pulseOf' | 'senderOf'>,
    private readonly pace: Pace,
    /** The name of this machine, as `Sender` has it. */
    private readonly machine: Promise<string | undefined>,
  ) {}

  /** Looks once. A pulse is `still` until it is seen to beat, or has stood still for so long that the process is dead. */
  async look(record: RecordName): Promise<'beats' | 'still' | 'dead'> {
    const pulse = await this.files.pulseOf(record);
    if (pulse === undefined) return 'dead';
    const sender = await this.files.senderOf(record);
    if (sender && isGone(sender, await this.machine)) return 'dead';
    const at = performance.now();
    const before = this.#observed.get(record.name);
    if (before && before.pulse !== pulse) {
      this.#observed.set(record.name, { pulse, still: 0, at });
      return 'beats';
    }
    // Of a long gap between two looks, only a beat counts: whatever held this process up may have held up the other.
    const still = before ? before.still + Math.min(at - before.at, this.pace.beat) : 0;
    this.#observed.set(record.name, { pulse, still, at });
    // A process that is held up shows nothing, and its request goes its way.
    const patience = this.pace.patience + (sender?.longest ?? 0);
    return still >= patience ? 'dead' : 'still';
  }
}
