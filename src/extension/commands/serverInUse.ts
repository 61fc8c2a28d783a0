import type { BaseUrl } from '../../core/model/baseUrl.ts';
import type { InputFailure } from '../../core/model/failure.ts';
import type { Result } from '../../core/base/result.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { readBaseUrl, readBaseUrlOf } from '../editor/settings.ts';

/** The server in use, for a command that cannot do without; where the setting holds none, says so and gives nothing. */
export function requireServer(): Promise<BaseUrl | undefined> {
  return valueOrSaid(readBaseUrl());
}

/** Whether the server in use is the one that something belongs to; where it is not, says so. */
export async function isServerInUse(origin: string): Promise<boolean> {
  return (await valueOrSaid(readBaseUrlOf(origin))) !== undefined;
}

async function valueOrSaid(baseUrl: Result<BaseUrl, InputFailure>): Promise<BaseUrl | undefined> {
  if (baseUrl.ok) return baseUrl.value;
  await showFailure(baseUrl.failure);
  return undefined;
}
