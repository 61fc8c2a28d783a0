import * as vscode from 'vscode';
import { leadsInside } from '../../core/api/http/publicAddress.ts';

/**
 * Opens in the browser, letter for letter, a web address that a server has given; unless the server is one of the internet
 * and the address leads to this machine or into its network. A `Uri` would lose what is percent-encoded in it: a signed
 * address opens something else then. VS Code takes a text as well and leaves it as it is, which only its types do not say
 * (microsoft/vscode#85930, #173239).
 *
 * @param origin the server's
 * @returns whether it is opened
 */
export async function openGivenUrl(url: string, origin: string): Promise<boolean> {
  if (await leadsInside(new URL(url), origin)) return false;
  await vscode.env.openExternal(url as unknown as vscode.Uri);
  return true;
}
