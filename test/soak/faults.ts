import type { Random } from '../support/random.ts';
import type { Fault } from '../support/sandbox/sandbox.ts';

/** Ten ways to fail, all of them seen in the wild. Some set the avatar and some do not. */
const faults: readonly [Fault, ...Fault[]] = [
  { kind: 'status', status: 503, headers: { 'retry-after': '1' } },
  { kind: 'status', status: 429, headers: { 'retry-after': '0' }, body: { detail: { code: 'rate_limit_exceeded' } } },
  { kind: 'html', status: 502 },
  { kind: 'reset', when: 'before-body' },
  { kind: 'reset', when: 'mid-body' },
  { kind: 'reset', when: 'mid-answer' },
  { kind: 'half-close' },
  { kind: 'accept-then-fail' },
  { kind: 'early-answer', status: 413 },
  { kind: 'truncated-json' },
];

/** Fails this share of the requests, each way as often as the others. */
export function faultsFor(random: Random, share: number): () => Fault | undefined {
  return () => (random.next() < share ? random.of(faults) : undefined);
}
