import type { Account } from '../../core/model/account.ts';
import type { InputFailure } from '../../core/model/failure.ts';
import type { Result } from '../../core/base/result.ts';
import { showFailure } from '../editor/failureNotice.ts';
import { readAccount, readAccountOf } from '../editor/settings.ts';

/** The account in use, for a command that cannot do without; where the settings name none, says so and gives nothing. */
export function requireAccount(): Promise<Account | undefined> {
  return valueOrSaid(readAccount());
}

/** Whether the server in use is the one that something belongs to; where it is not, says so. */
export async function isServerInUse(origin: string): Promise<boolean> {
  return (await valueOrSaid(readAccountOf(origin))) !== undefined;
}

async function valueOrSaid(account: Result<Account, InputFailure>): Promise<Account | undefined> {
  if (account.ok) return account.value;
  await showFailure(account.failure);
  return undefined;
}
