import { setTimeout as wait } from 'node:timers/promises';
import { errors } from 'playwright-core';

const patience = 30_000;

/** Waits until something holds. @throws when it does not within half a minute, naming what was waited for */
export async function waitUntil(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${patience / 1000} s in vain for ${what}.`);
    await wait(50);
  }
}

/** Whether what Playwright waits for came before its timeout. */
export async function inTime(waiting: Promise<void>): Promise<boolean> {
  try {
    await waiting;
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  }
}

/** A pattern for a text that is exactly this, white space around it aside. */
export function textMatches(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
