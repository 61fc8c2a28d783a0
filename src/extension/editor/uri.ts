import * as vscode from 'vscode';

/** The Uri that a text is, or `undefined` when it is none: VS Code throws for one, a path of two slashes without a server, say. */
export function parseUri(text: string): vscode.Uri | undefined {
  return orNone(() => vscode.Uri.parse(text, true));
}

/** The parts of a Uri, as its JSON has them. */
export type UriParts = Parameters<typeof vscode.Uri.from>[0];

/** The Uri that parts make, or `undefined` when they make none, for a scheme with a space, say. */
export function uriOf(parts: UriParts): vscode.Uri | undefined {
  return orNone(() => vscode.Uri.from(parts));
}

function orNone(make: () => vscode.Uri): vscode.Uri | undefined {
  try {
    return make();
  } catch {
    // VS Code's error says in English what is wrong with it; the person is told in their own language.
    return undefined;
  }
}
