import { randomBytes } from 'node:crypto';
import type { BrowserContext } from 'playwright-core';

/**
 * Lets the windows of this browser profile keep secrets. The workbench encrypts them with a key it gets from `/mint-key`,
 * which code-server's front would serve and VS Code's own server does not; without one it keeps them in memory only.
 */
export async function keepSecrets(context: BrowserContext): Promise<void> {
  const key = randomBytes(32);
  await context.route('**/mint-key', (route) => route.fulfill({ body: key }));
}
