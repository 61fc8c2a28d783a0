import { env } from 'vscode';

/** "12 seconds", "2 hours" in the person's language, rounded up. */
export function inWords(seconds: number): string {
  if (seconds < 100) return write(Math.max(1, Math.ceil(seconds)), 'second', 'long');
  return seconds < 6000 ? write(Math.ceil(seconds / 60), 'minute', 'long') : write(Math.ceil(seconds / 3600), 'hour', 'long');
}

/** "10.5 MB" in the person's language. */
export function inMegabytes(bytes: number): string {
  return write(bytes / 1_000_000, 'megabyte', 'short');
}

function write(value: number, unit: string, unitDisplay: 'long' | 'short'): string {
  return new Intl.NumberFormat(env.language, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 }).format(value);
}
