import type { Figure } from '../bench.ts';
import { numberText, type Table } from './table.ts';

/** Every figure beside its target. */
export function figuresTable(figures: Readonly<Record<string, Figure>>): Table {
  const rows = Object.entries(figures).map(([name, { median, target, unit, ok }]) => [
    name,
    numberText(median),
    numberText(target),
    unit,
    ok ? 'yes' : 'no',
  ]);
  return { title: 'Figures and targets', columns: ['figure', 'median', 'target', 'unit', 'reached'], rows };
}
