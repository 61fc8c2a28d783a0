import type { Build, BuildName } from '../support/vscode/builds.ts';
import type { Table } from './report/table.ts';

/** One piece of the benchmark: a file `<name>.bench.ts` that exports it as `bench` takes part by being there. */
export interface Bench {
  readonly title: string;
  readonly run: (surroundings: Surroundings) => Promise<Report>;
}

export interface Surroundings {
  /** Tells the person who waits what is going on. */
  readonly say: (line: string) => void;
  /** The newest VS Code of the tests and the oldest that is supported. */
  readonly builds: Readonly<Record<BuildName, Build>>;
}

export interface Report {
  readonly tables: readonly Table[];
  /** What the last line of the output says, by short names. */
  readonly figures: Readonly<Record<string, Figure>>;
  /** What was left out and why, and what a reader should know. */
  readonly notes?: readonly string[];
  /** Names and versions of what was compared with. */
  readonly versions?: Readonly<Record<string, string>>;
}

export interface Figure {
  readonly median: number;
  readonly target: number;
  readonly unit: string;
  readonly ok: boolean;
}

/** A figure that must not be above its target. */
export function atMost(target: number, median: number, unit: string): Figure {
  return { median: rounded(median), target: rounded(target), unit, ok: median <= target };
}

/** A figure that must not be below its target. */
export function atLeast(target: number, median: number, unit: string): Figure {
  return { median: rounded(median), target: rounded(target), unit, ok: median >= target };
}

/** Three digits that count are more than such a measurement is worth. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
