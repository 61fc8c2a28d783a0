import * as vscode from 'vscode';
import { plainText } from '../../core/base/plainText.ts';

/** Characters of one entry. */
const longestEntry = 2_000;

/** Lines of an error's stack. */
const mostFrames = 20;

/**
 * The output channel of a name. What is logged is one line, whatever a server or a file name has in it: nothing from
 * outside can write an entry of its own.
 */
export function createLog(name: string): vscode.LogOutputChannel {
  const channel = vscode.window.createOutputChannel(name, { log: true });
  const levels = ['trace', 'debug', 'info', 'warn', 'error'] as const;
  const plain = (level: (typeof levels)[number]) => ({
    value: (text: string, ...details: unknown[]) => channel[level](plainText(text, longestEntry), ...details.map(plainDetail)),
  });
  return Object.create(channel, Object.fromEntries(levels.map((level) => [level, plain(level)]))) as vscode.LogOutputChannel;
}

/** An error's message may quote a file's name; only its frames have lines of their own. */
function plainDetail(detail: unknown): string {
  if (!(detail instanceof Error)) return plainText(String(detail), longestEntry);
  const { stack = '' } = detail;
  const described = String(detail);
  const frames = stack.startsWith(described)
    ? stack
        .slice(described.length)
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
    : [];
  return [plainText(described, longestEntry), ...frames.slice(0, mostFrames).map((frame) => `    ${plainText(frame, longestEntry)}`)].join(
    '\n',
  );
}
