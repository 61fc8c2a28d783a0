/**
 * The links that VS Code finds in a message: square brackets around words, and right behind them round ones around an
 * address of the web, a command or a file, with a title perhaps. `test/ui/outsideText.test.ts` compares this with what
 * the VS Code builds themselves take for a link.
 */
export function linksOfVSCode(message: string): string[] {
  return [...message.matchAll(/\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+(?: (?:".+?"|'.+?'))?\)/gi)].map(([link]) => link);
}
