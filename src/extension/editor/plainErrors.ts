import type * as vscode from 'vscode';
import { plainText } from '../../core/base/plainText.ts';

/** As long as a message of VS Code's. Characters. */
const longestMessage = 1_000;

/**
 * The same act, for VS Code to call. What it throws, VS Code shows as a message, in which it makes links: an error that
 * quotes a file's name is logged as it is, and thrown on as plain text.
 */
export function withPlainErrors<Given extends unknown[], Value>(
  act: (...given: Given) => Value | Promise<Value>,
  log: Pick<vscode.LogOutputChannel, 'error'>,
): (...given: Given) => Promise<Value> {
  return async (...given) => {
    try {
      return await act(...given);
    } catch (error) {
      log.error('VS Code was told of an error.', error);
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(plainText(message, longestMessage), { cause: error });
    }
  };
}
