import type { Disagreement, Seen } from './verdict.ts';

/** Why the browser is not followed in a disagreement, where that is meant; `undefined` where it is a fault. */
export function reasonFor(kind: Disagreement, { inspected }: Seen): string | undefined {
  if (kind === 'refusedShown' && !inspected.ok && inspected.failure.kind === 'imageTooComplex') {
    return 'drawing it would hold up every page that shows it.';
  }
  return undefined;
}
