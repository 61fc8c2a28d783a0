/** The middle half of some measurements and its middle. */
export interface Summary {
  readonly median: number;
  /** A quarter of the measurements is below. */
  readonly low: number;
  /** A quarter is above. */
  readonly high: number;
  readonly count: number;
}

/** @throws when there is nothing to sum up */
export function summarize(values: readonly number[]): Summary {
  if (values.length === 0) throw new Error('There are no measurements to sum up.');
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75), count: values.length };
}

export function median(values: readonly number[]): number {
  return summarize(values).median;
}

/** Between two measurements, in proportion. */
function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)]!;
  const above = sorted[Math.ceil(position)]!;
  return below + (above - below) * (position - Math.floor(position));
}
