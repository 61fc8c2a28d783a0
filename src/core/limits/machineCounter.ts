import { randomUUID } from 'node:crypto';
import type { ApiLog, Server } from '../api/apiClient.ts';
import type { Clock } from '../base/clock.ts';
import {
  ageOf,
  type CountedRequest,
  limitReached,
  type LimitReached,
  longestCounted,
  type Moment,
  momentOf,
  ProcessCounter,
  type RequestCounter,
  type RateWindows,
  usualWindows,
} from '../api/requestCounter.ts';
import { readBootId } from '../history/bootId.ts';
import { type Claim, ClaimLog, type Generation, type NamedClaim } from './claimLog.ts';
import { keyNameOf } from './keyName.ts';

/** Another process may claim the same place, or close the file: then a claim is made anew. */
const mostAttempts = 8;

export interface MachineCounterOptions {
  /** The folder in which all processes of the machine keep their claims. */
  readonly folder: string;
  readonly clock: Pick<Clock, 'uptime' | 'wallTime'>;
  readonly log: Pick<ApiLog, 'warn'>;
  readonly windows?: RateWindows;
  /** Names the machine's start; the system's way unless a test gives another. */
  readonly readBootId?: () => Promise<string | undefined>;
}

/**
 * Counts the requests with one key for all processes of this machine, through restarts and kills. A request first claims its
 * place in the common log, then reads what was claimed before it: it goes out only if that leaves room, so that of two
 * processes that want the last place one is the first. Where the log cannot be kept, this process counts for itself.
 */
export class MachineCounter implements RequestCounter {
  readonly #own: ProcessCounter;
  readonly #windows: RateWindows;
  #hasWarned = false;
  #hasTidied = false;
  #boot: string | undefined;

  constructor(
    private readonly server: Server,
    private readonly options: MachineCounterOptions,
  ) {
    this.#windows = options.windows ?? usualWindows;
    this.#own = new ProcessCounter(options.clock, this.#windows);
  }

  async count(request: CountedRequest): Promise<LimitReached | undefined> {
    try {
      const reached = await this.#countInLog(request);
      if (!reached) this.#own.note(this.#now(), request);
      return reached;
    } catch (error) {
      // A limit that is kept by this window alone is better than an avatar that cannot be set.
      if (!this.#hasWarned) this.options.log.warn(`The request limits cannot be shared with other windows (${codeOf(error)}).`);
      this.#hasWarned = true;
      return this.#own.count(request);
    }
  }

  async #countInLog(request: CountedRequest): Promise<LimitReached | undefined> {
    // Asked for at each request: should the salt be made anew, all processes find the same files at once.
    const log = new ClaimLog(this.options.folder, await keyNameOf(this.server, this.options.folder));
    if (!this.#hasTidied) {
      this.#boot = await (this.options.readBootId ?? readBootId)();
      const now = this.#now();
      await log.removeUnused(now.wallTime, (claim) => this.#isOld(claim, now));
    }
    this.#hasTidied = true;
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const generations = await log.read();
      const reached = this.#reached(allClaims(generations, request.instead), request);
      await this.#tidy(log, generations);
      if (reached) return reached;
      if (!(await this.#claim(log, generations, request, attempt === mostAttempts))) continue;
      const replaced = generations.find(({ claims }) => request.instead !== undefined && claims.has(request.instead));
      if (replaced && request.instead !== undefined) await log.voidClaims(replaced.number, [request.instead]);
      return undefined;
    }
    // Each place that others took would have shown by now: what is appended there does not last.
    throw new Error('No claim lasts.');
  }

  /** @returns whether the claim stands, and the request may go out */
  async #claim(log: ClaimLog, generations: readonly Generation[], request: CountedRequest, isLast: boolean): Promise<boolean> {
    const newest = generations.at(-1);
    const isNew = newest === undefined || newest.isClosed;
    const number = newest === undefined ? 0 : newest.number + (newest.isClosed ? 1 : 0);
    const at = this.#now();
    const claims = namedClaims(at, request);
    const ids = claims.map(({ id }) => id);
    if (!(await log.claim(number, claims, isNew))) return false;
    const before = claimsBefore(await log.read(), number, ids[0], request.instead);
    // A claim that took long to make would let the request out too close to those that come after it.
    const isLate = ageOf(at, this.#now()) > this.#windows.spread / 2 && !isLast;
    if (before && !isLate && !this.#reached(before, request)) return true;
    await log.voidClaims(number, ids);
    return false;
  }

  #reached(claims: readonly Moment[], request: CountedRequest): LimitReached | undefined {
    return request.invited ? undefined : limitReached(claims, this.#now(), request, this.#windows);
  }

  /** Closes the newest file when it is long or its first claim does not count any more, and deletes those in which none does. */
  async #tidy(log: ClaimLog, generations: readonly Generation[]): Promise<void> {
    const now = this.#now();
    const newest = generations.at(-1);
    for (const { number, claims } of generations) {
      if (number !== newest?.number && [...claims.values()].every((claim) => this.#isOld(claim, now))) await log.remove(number);
    }
    const first = newest?.claims.values().next().value;
    if (newest && !newest.isClosed && (newest.isLong || (first && this.#isOld(first, now)))) await log.close(newest.number);
  }

  #isOld(claim: Moment, now: Moment): boolean {
    return ageOf(claim, now) >= longestCounted(this.#windows);
  }

  #now(): Moment {
    return momentOf(this.options.clock, this.#boot);
  }
}

/** The last of the requests is a claim of its own where it has a name. */
function namedClaims(at: Moment, { requests, as }: CountedRequest): NamedClaim[] {
  if (as === undefined) return [{ ...at, id: randomUUID(), requests }];
  const others = requests > 1 ? [{ ...at, id: randomUUID(), requests: requests - 1 }] : [];
  return [...others, { ...at, id: as, requests: 1 }];
}

/** When each request was claimed, without the one that another stands in for. */
function allClaims(generations: readonly Generation[], instead: string | undefined): Moment[] {
  return generations.flatMap(({ claims }) => momentsOf([...claims], instead));
}

function momentsOf(claims: readonly (readonly [string, Claim])[], instead: string | undefined): Moment[] {
  return claims.flatMap(([id, claim]) => (id === instead ? [] : Array.from({ length: claim.requests }, () => claim)));
}

/** The claims before a claim; `undefined` when that one is void, since its file was closed before it or left behind. */
function claimsBefore(
  generations: readonly Generation[],
  number: number,
  id: string | undefined,
  instead: string | undefined,
): Moment[] | undefined {
  const own = generations.find((generation) => generation.number === number);
  if (id === undefined || !own?.claims.has(id) || (own !== generations.at(-1) && !own.isClosed)) return undefined;
  const inOwn = [...own.claims];
  const earlier = inOwn.slice(
    0,
    inOwn.findIndex(([each]) => each === id),
  );
  const inOlder = allClaims(
    generations.filter((generation) => generation.number < number),
    instead,
  );
  return [...inOlder, ...momentsOf(earlier, instead)];
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
