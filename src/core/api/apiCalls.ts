import type { Credential } from '../model/credential.ts';
import type { ApiFailure } from '../model/failure.ts';
import { parseJson } from '../base/json.ts';
import { failed, type Result } from '../base/result.ts';
import type { ApiLog, CallOptions, Server, Turn } from './apiClient.ts';
import { type Asked, failureOfAnswer, failureOfSend } from './errorMapping.ts';
import { callLine, retryLine } from './requestLog.ts';
import { type Clock, startStopwatch } from '../base/clock.ts';
import type { RequestBody } from './multipart.ts';
import type { NetworkSettings } from './networkSettings.ts';
import { RateLimiter } from './rateLimiter.ts';
import type { RequestCounter } from './requestCounter.ts';
import { mayHaveActed } from './retryPolicy.ts';
import { SendFailure } from './http/transportErrors.ts';
import { parseErrorBody } from './errorBody.ts';
import type { Transport } from './http/transport.ts';
import { serverKey } from './serverKey.ts';
import { sendWithRetries, type Tried } from './retry.ts';
import type { LimitedTurn } from './turn.ts';

/** Largest answer of the API that is read, in bytes: the longest real one, a page of 100 agents, has some tens of kB. */
const longestAnswer = 1_000_000;

/** One call of the API, and how the answer to a 200 is read. */
export interface Call<Value> extends Omit<Asked, 'url' | 'scheme'> {
  readonly method: 'GET' | 'POST';
  /** With its query, if any. */
  readonly path: string;
  readonly body?: RequestBody;
  readonly read: (json: unknown) => Result<Value, ApiFailure>;
}

export interface CallDeps {
  readonly transport: Transport;
  readonly userAgent: string;
  readonly log: ApiLog;
  readonly settings: () => NetworkSettings;
  readonly clock: Clock;
  readonly counterFor: (server: Server) => RequestCounter;
}

/** Makes calls: within the limits, with retries, with one credential, and with one line in the log. */
export class ApiCalls {
  /** By origin and key: the server counts by key. */
  readonly #limiters = new Map<string, RateLimiter>();

  constructor(private readonly deps: CallDeps) {}

  /** @throws the signal's reason when it is aborted while the call waits for its first try */
  async make<Value>(
    server: Server,
    call: Call<Value>,
    { signal, onWaiting = () => undefined, onTry, beforeTry, inTurn }: CallOptions,
  ): Promise<Result<Value, ApiFailure>> {
    const { baseUrl, credential } = server;
    const { method, path, body } = call;
    const { transport, userAgent, log, clock } = this.deps;
    const settings = this.deps.settings();
    const limiter = this.#limiterFor(server, settings);
    const url = new URL(baseUrl.href + path);
    const headers = { accept: 'application/json', 'user-agent': userAgent, ...credentialHeader(credential) };
    const { idleTimeout } = settings;
    const request = { method, url, headers, ...(body && { body }), longestAnswer, idleTimeout };
    const time = startStopwatch(clock);
    const rank = inTurn ? 'inTurn' : method === 'POST' ? 'upload' : 'lookUp';
    const requests = beforeTry ? 2 : 1;
    const enterGate = (invited: boolean) => limiter.enter({ signal, rank, requests, invited, onWaiting });
    const tried = await sendWithRetries(
      (limited, tries) => {
        onTry?.();
        return transport.send({ ...request, signal: limited }, settings, { mayAskEditor: tries === 1 });
      },
      {
        time: settings.callTimeout,
        signal,
        clock,
        enter: async (invited, left) => {
          if (inTurn?.takeCounted()) return () => undefined;
          return enterBoth(await enterGate(invited), signal, beforeTry && ((turn) => beforeTry(turn, left)));
        },
        onWaiting,
        onRetry: (...retry) => log.warn(retryLine(request, ...retry)),
        onLimited: (milliseconds) => limiter.closeFor(milliseconds),
        limitOf: (answer) => parseErrorBody(parseJson(answer.body)).code,
        // The call whose turn this is runs meanwhile, and ends after this one.
        anotherEnds: () => limiter.anotherLeaves(inTurn ? 1 : 0),
      },
    );
    const asked = { ...call, url, scheme: credential.scheme };
    const result = signal.aborted ? cancelled(tried, method) : settled(tried, asked, clock.wallTime());
    const facts = { milliseconds: time(), verified: settings.verifyCertificates };
    const line = callLine(request, tried, result, facts);
    if (result.ok || result.failure.kind === 'cancelled') log.info(line);
    else log.warn(line);
    return result;
  }

  #limiterFor(server: Server, { limits }: NetworkSettings): RateLimiter {
    const name = serverKey(server);
    let limiter = this.#limiters.get(name);
    if (limiter) limiter.limits = limits;
    else this.#limiters.set(name, (limiter = new RateLimiter(limits, this.deps.counterFor(server), this.deps.clock)));
    return limiter;
  }
}

/** In its turn, asks the caller, who may stop the call. @returns what to call when the try has ended */
async function enterBoth(
  turn: LimitedTurn,
  signal: AbortSignal,
  beforeTry: ((turn: Turn) => Promise<(mayHaveActed: boolean) => void>) | undefined,
): Promise<(mayHaveActed: boolean) => void> {
  let leaveCaller: ((mayHaveActed: boolean) => void) | undefined;
  const leave = (mayHaveActed: boolean) => {
    leaveCaller?.(mayHaveActed);
    turn.end();
  };
  try {
    leaveCaller = await beforeTry?.(turn);
    signal.throwIfAborted();
    return leave;
  } catch (error) {
    leave(false);
    throw error;
  }
}

/** The one place where a secret becomes a header; the contract takes one of the two, never both. */
function credentialHeader({ scheme, secret }: Credential): Record<string, string> {
  return scheme === 'apiKey' ? { 'x-api-key': secret } : { authorization: `Bearer ${secret}` };
}

function cancelled({ outcome, mayHaveActedBefore }: Tried, method: string): Result<never, ApiFailure> {
  const maySet = method === 'POST' && (mayHaveActed(outcome) || mayHaveActedBefore);
  return failed({ kind: 'cancelled', ...(maySet && { maySet }) });
}

function settled<Value>({ outcome, mayHaveActedBefore }: Tried, call: Call<Value> & Asked, now: number) {
  const changes = call.method === 'POST';
  const { host } = call.url;
  if (!(outcome instanceof SendFailure)) {
    const json = parseJson(outcome.body);
    if (outcome.status === 200) return call.read(json);
    // "See Other" is said of what has been done.
    const mayBeDone = mayHaveActedBefore || outcome.status === 303;
    return failed(withDoubt(failureOfAnswer(outcome, json, call, now), host, changes && mayBeDone));
  }
  return failed(withDoubt(failureOfSend(outcome, host, changes), host, changes && mayHaveActedBefore));
}

/** An earlier try may have set the avatar: then a later one that did not get through is no failure for sure. */
function withDoubt(failure: ApiFailure, host: string, doubt: boolean): ApiFailure {
  if (!doubt) return failure;
  const notThrough = failure.kind === 'timedOut' || failure.kind === 'unreachable';
  if (!notThrough) return { ...failure, maySet: true };
  return { kind: 'outcomeUnknown', host, code: 'code' in failure ? failure.code : 'OutOfTime', maySet: true };
}
