const steps = [
  { unit: 'minute', milliseconds: 60_000, until: 3_600_000 },
  { unit: 'hour', milliseconds: 3_600_000, until: 86_400_000 },
  { unit: 'day', milliseconds: 86_400_000, until: 7 * 86_400_000 },
] as const;

/** "2 min ago" in the person's language; a date once a week has passed. Times in milliseconds since 1970. */
export function relativeTime(at: number, now: number, language: string): string {
  const age = Math.max(0, now - at);
  if (age < 60_000) return relativeFormat(language).format(0, 'second');
  const step = steps.find(({ until }) => age < until);
  if (!step) return dateFormat(language).format(at);
  return relativeFormat(language).format(-Math.floor(age / step.milliseconds), step.unit);
}

/** How many milliseconds what `relativeTime` says stays true; for good (`Infinity`) once it says a date. */
export function relativeTimeHolds(at: number, now: number): number {
  const age = now - at;
  if (age < 60_000) return 60_000 - age;
  const step = steps.find(({ until }) => age < until);
  return step ? step.milliseconds - (age % step.milliseconds) : Infinity;
}

/** The exact time, to the second, in the person's language and time zone. */
export function exactTime(at: number, language: string): string {
  return exactFormat(language).format(at);
}

// Making a formatter takes longer than a thousand uses of it, and a list has thousands of rows.
const relativeFormat = once((language) => new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'auto' }));
const dateFormat = once((language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }));
const exactFormat = once((language) => new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' }));

function once<Format>(make: (language: string) => Format): (language: string) => Format {
  const made = new Map<string, Format>();
  return (language) => {
    const format = made.get(language) ?? make(language);
    made.set(language, format);
    return format;
  };
}
