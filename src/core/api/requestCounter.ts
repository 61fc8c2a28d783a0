import type { Clock } from '../base/clock.ts';
import type { RequestLimits } from './networkSettings.ts';

/** Counts the requests that go out with one key, wherever they are counted: in one process, or for all of the machine. */
export interface RequestCounter {
  /**
   * Counts a request that is about to go out, if it stays within the limits. Otherwise it counts nothing and says why, and
   * how long to wait. Never throws on account of where it counts.
   */
  count(request: CountedRequest): Promise<LimitReached | undefined>;
}

export interface CountedRequest {
  readonly limits: RateLimits;
  /** How many go out, one right after the other. */
  readonly requests: number;
  /** Counted in any case: the server itself has said when this one may come. */
  readonly invited: boolean;
  /** Names the last of them, so that it can be counted anew when it goes out late. A UUID. */
  readonly as?: string;
  /** The name of one that was counted and has not gone out: this one is counted in its stead. */
  readonly instead?: string | undefined;
}

export type RateLimits = Pick<RequestLimits, 'perMinute' | 'perHour'>;

export interface LimitReached {
  readonly reason: 'minuteLimit' | 'hourLimit';
  readonly milliseconds: number;
}

/** Over which times requests are counted. Milliseconds; other than the usual ones only in tests. */
export interface RateWindows {
  readonly minute: number;
  readonly hour: number;
  /** How much closer together requests may arrive than they were counted: a quick one after a slow one. */
  readonly spread: number;
}

export const usualWindows: RateWindows = { minute: 60_000, hour: 3_600_000, spread: 1_000 };

/** When a request went out. The uptime is what counts, and after a restart the wall time. */
export interface Moment {
  readonly uptime: number;
  readonly wallTime: number;
  /** Names the start of the machine since which the uptime counts, where that has a name. */
  readonly boot: string | undefined;
}

export function momentOf(clock: Pick<Clock, 'uptime' | 'wallTime'>, boot?: string): Moment {
  return { uptime: clock.uptime(), wallTime: clock.wallTime(), boot };
}

/** Two processes that ask for the uptime one after the other get the same order, but for this. Milliseconds. */
const uptimeTolerance = 2_000;

/**
 * Milliseconds between two moments. The wall clock has no say while the machine runs, so setting it changes nothing. After
 * a restart there is no other clock, but at least the time since the start has passed. Where starts have no names, a restart
 * shows only in a shorter uptime: a wall clock that has leapt may as well have been set.
 */
export function ageOf(earlier: Moment, now: Moment): number {
  const areNamed = earlier.boot !== undefined && now.boot !== undefined;
  const hasRestarted = earlier.uptime > now.uptime + uptimeTolerance || (areNamed && earlier.boot !== now.boot);
  return hasRestarted ? Math.max(now.uptime, now.wallTime - earlier.wallTime) : Math.max(0, now.uptime - earlier.uptime);
}

/** How long a request counts at most, in milliseconds: other windows have other limits, and settings change. */
export function longestCounted({ minute, hour, spread }: RateWindows): number {
  return Math.max(minute, hour) + spread;
}

/** The limit that delays the next request, given the times of earlier ones; of two limits, the longer wait. */
export function limitReached(
  sent: readonly Moment[],
  now: Moment,
  { limits: { perMinute, perHour }, requests }: Pick<CountedRequest, 'limits' | 'requests'>,
  windows: RateWindows,
): LimitReached | undefined {
  const ages = sent.map((moment) => ageOf(moment, now));
  const reached = (
    [
      ['minuteLimit', perMinute, windows.minute],
      ['hourLimit', perHour, windows.hour],
    ] as const
  ).flatMap(([reason, limit, window]) => {
    const length = window + windows.spread;
    const left = ages.filter((age) => age < length).map((age) => length - age);
    // So many have to grow too old before there is room; where there is never room for all, before none is counted.
    const room = Math.min(requests, limit);
    const milliseconds = left.sort((one, other) => one - other)[left.length - 1 - (limit - room)];
    return milliseconds === undefined ? [] : [{ reason, milliseconds }];
  });
  return reached.sort((one, other) => other.milliseconds - one.milliseconds)[0];
}

interface Sent extends Moment {
  readonly name?: string;
}

/** Counts for this process alone, and forgets with it. */
export class ProcessCounter implements RequestCounter {
  #sent: Sent[] = [];

  constructor(
    private readonly clock: Pick<Clock, 'uptime' | 'wallTime'>,
    private readonly windows: RateWindows = usualWindows,
  ) {}

  count(request: CountedRequest): Promise<LimitReached | undefined> {
    const now = momentOf(this.clock);
    const others = this.#sent.filter(({ name }) => name === undefined || name !== request.instead);
    const reached = request.invited ? undefined : limitReached(others, now, request, this.windows);
    if (!reached) this.note(now, request);
    return Promise.resolve(reached);
  }

  /** Counts requests that somebody else has let out. */
  note(now: Moment, { requests, as, instead }: Pick<CountedRequest, 'requests' | 'as' | 'instead'>): void {
    const oldest = longestCounted(this.windows);
    const stays = (sent: Sent) => ageOf(sent, now) < oldest && (sent.name === undefined || sent.name !== instead);
    const added = Array.from({ length: requests }, (_, index): Sent =>
      as !== undefined && index === requests - 1 ? { ...now, name: as } : now,
    );
    this.#sent = [...this.#sent.filter(stays), ...added];
  }
}
