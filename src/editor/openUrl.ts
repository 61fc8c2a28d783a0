import * as vscode from 'vscode';

/**
 * Opens a web address in the browser, letter for letter. A `Uri` would lose what is percent-encoded in it: a signed address
 * opens something else then. VS Code takes a text as well and leaves it as it is, which only its types do not say
 * (microsoft/vscode#85930, #173239).
 */
export async function openUrl(url: string): Promise<void> {
  await vscode.env.openExternal(url as unknown as vscode.Uri);
}
