import { setTimeout as wait } from 'node:timers/promises';

const patience = 30_000;

/** Waits until something holds. @throws when it does not within half a minute, naming what was waited for */
export async function waitUntil(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${patience / 1000} s in vain for ${what}.`);
    await wait(50);
  }
}

/** A pattern for a text that is exactly this, white space around it aside. */
export function textMatches(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
