import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { answer, type Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import type { Fault, FaultKind } from './faults.ts';

type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>;
type Handlers = { readonly [K in FaultKind]: (exchange: Exchange, fault: FaultOf<K>) => Promise<void> };
type ResetMoment = FaultOf<'reset'>['when'];

/** Lets what was written reach the other side before a reset would throw it away. */
const FLUSH_MS = 20;
const PIECES_PER_SECOND = 20;
const HUGE_PIECE = Buffer.alloc(64 * 1024, 'a');

const RESETS: { readonly [W in ResetMoment]: (exchange: Exchange) => Promise<void> } = {
  'before-body': (exchange) => {
    exchange.reset();
    return Promise.resolve();
  },
  'mid-body': async (exchange) => {
    await firstBytes(exchange);
    exchange.reset();
  },
  'after-body': async (exchange) => {
    await exchange.readBody();
    exchange.reset();
  },
  'mid-answer': async (exchange) => {
    const whole = await exchange.handle();
    exchange.start(whole, whole.body.length);
    exchange.response.write(whole.body.subarray(0, whole.body.length / 2));
    await sleep(FLUSH_MS);
    exchange.reset();
  },
};

const HANDLERS: Handlers = {
  status: async (exchange, { status, body = { detail: `The sandbox was told to answer ${status}.` }, headers, after }) => {
    await exchange.readBody();
    await after;
    await exchange.sendBody(status, body, headers);
  },
  html: async (exchange, { status }) => {
    await exchange.readBody();
    await exchange.sendBody(status, gatewayPage(status), { 'content-type': 'text/html; charset=utf-8' });
  },
  redirect: async (exchange, { status, location }) => {
    await exchange.readBody();
    await exchange.sendBody(status, '', { location });
  },
  delay: async (exchange, { ms }) => {
    const whole = await exchange.handle();
    await sleep(ms, undefined, { signal: exchange.closing });
    await exchange.send(whole);
  },
  hold: async (exchange, { until }) => {
    const whole = await exchange.handle();
    await until;
    await exchange.send(whole);
  },
  stall: async (exchange) => {
    await exchange.readBody();
  },
  drip: async (exchange, { bytesPerSecond }) => drip(exchange, await exchange.handle(), bytesPerSecond),
  reset: (exchange, { when }) => RESETS[when](exchange),
  'half-close': async (exchange) => {
    exchange.request.socket.end();
    await exchange.readBody();
  },
  'early-answer': (exchange, { status, close = false }) =>
    exchange.sendBody(status, { detail: 'Answered before the body was read.' }, close ? { connection: 'close' } : {}),
  garbage: async (exchange) => {
    await exchange.readBody();
    exchange.request.socket.end(Buffer.from('\u0000\u0001 this is not HTTP \u00ff\r\n\r\n', 'latin1'));
  },
  'truncated-json': async (exchange) => {
    const whole = await exchange.handle();
    await exchange.send({ ...whole, body: whole.body.subarray(0, whole.body.length / 2) });
  },
  huge: async (exchange, { bytes }) => {
    await exchange.readBody();
    exchange.start(answer(200, {}), null);
    await pipeline(Readable.from(hugeJson(bytes)), exchange.response);
  },
  answer: async (exchange, { body, contentType }) => {
    await exchange.readBody();
    await exchange.sendBody(200, body, contentType === undefined ? {} : { 'content-type': contentType });
  },
  'accept-then-fail': async (exchange, { status }) => {
    await exchange.handle();
    if (status === undefined) {
      exchange.reset();
    } else {
      await exchange.sendBody(status, { detail: 'Failed after the avatar was set.' });
    }
  },
};

/** Fails the request in the given way. */
export function fail<K extends FaultKind>(exchange: Exchange, fault: FaultOf<K>): Promise<void> {
  return HANDLERS[fault.kind](exchange, fault);
}

/** Waits until some of the body is there, or all of it when there is none. */
function firstBytes({ request }: Exchange): Promise<void> {
  return new Promise((resolve) => {
    request.once('data', () => resolve()).once('close', resolve);
  });
}

async function drip(exchange: Exchange, whole: Answer, bytesPerSecond: number): Promise<void> {
  exchange.start(whole, whole.body.length);
  exchange.response.flushHeaders();
  const size = Math.max(1, Math.round(bytesPerSecond / PIECES_PER_SECOND));
  for (let at = 0; at < whole.body.length && !exchange.over; at += size) {
    await sleep((1000 * size) / bytesPerSecond, undefined, { signal: exchange.closing });
    exchange.response.write(whole.body.subarray(at, at + size));
  }
  exchange.response.end();
}

function* hugeJson(bytes: number): Generator<Buffer> {
  const head = Buffer.from('{"agent_id":"');
  const tail = Buffer.from('"}');
  yield head;
  let left = bytes - head.length - tail.length;
  for (; left > 0; left -= HUGE_PIECE.length) {
    yield HUGE_PIECE.subarray(0, left);
  }
  yield tail;
}

function gatewayPage(status: number): string {
  return `<!DOCTYPE html>
<html><head><title>${status} Gateway Error</title></head>
<body><center><h1>${status} Gateway Error</h1></center><hr><center>sandbox-gateway</center></body></html>
`;
}
