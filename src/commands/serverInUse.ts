import type { BaseUrl } from '../avatar/baseUrl.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { readBaseUrl } from '../editor/settings.ts';

/** The server in use, for a command that cannot do without; where the setting holds none, says so and gives nothing. */
export async function requireServer(): Promise<BaseUrl | undefined> {
  const baseUrl = readBaseUrl();
  if (baseUrl.ok) return baseUrl.value;
  await showFailure(baseUrl.failure);
  return undefined;
}
