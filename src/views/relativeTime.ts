const steps = [
  { unit: 'minute', milliseconds: 60_000, until: 3_600_000 },
  { unit: 'hour', milliseconds: 3_600_000, until: 86_400_000 },
  { unit: 'day', milliseconds: 86_400_000, until: 7 * 86_400_000 },
] as const;

/** "2 min ago" in the person's language; a date once a week has passed. Times in milliseconds since 1970. */
export function relativeTime(at: number, now: number, language: string): string {
  const age = Math.max(0, now - at);
  const format = new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'auto' });
  if (age < 60_000) return format.format(0, 'second');
  const step = steps.find(({ until }) => age < until);
  if (!step) return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(at);
  return format.format(-Math.floor(age / step.milliseconds), step.unit);
}

/** The exact time, to the second, in the person's language and time zone. */
export function exactTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' }).format(at);
}
