import { env } from 'vscode';

/** "12 seconds", "2 hours" in the person's language, rounded up. */
export function inWords(seconds: number): string {
  if (seconds < 100) return write(Math.max(1, Math.ceil(seconds)), 'second');
  return seconds < 6000 ? write(Math.ceil(seconds / 60), 'minute') : write(Math.ceil(seconds / 3600), 'hour');
}

function write(value: number, unit: string): string {
  return new Intl.NumberFormat(env.language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
