import * as vscode from 'vscode';
import type { AgentId } from '../../core/model/agentId.ts';
import { findAgentMentions, mentioningExtensions } from '../../core/model/agentMentions.ts';

/** An agent that a file of the workspace names, and where it does so first. */
export interface WorkspaceAgent {
  readonly agentId: AgentId;
  /** The file's path in the workspace and the line, as `src/index.html:12`. */
  readonly place: string;
}

/** How much of a workspace is looked into. A big repository is not worth more: an id can also be typed. */
const bounds = { files: 3_000, fileBytes: 500_000, bytes: 50_000_000, milliseconds: 5_000, readsAtOnce: 8 };

const include = `{${[...mentioningExtensions.map((extension) => `**/*.${extension}`), '**/.env', '**/.env.*'].join(',')}}`;

/**
 * Looks for agents that the workspace's own files name. Files that are excluded in the settings (`files.exclude`,
 * `search.exclude`) and installed packages are left out.
 *
 * @param onFound called for each agent, at its first place
 * @param signal ends the search at once
 */
export async function findWorkspaceAgents(onFound: (agent: WorkspaceAgent) => void, signal: AbortSignal): Promise<void> {
  if (!vscode.workspace.workspaceFolders) return;
  const ends = AbortSignal.any([signal, AbortSignal.timeout(bounds.milliseconds)]);
  const source = new vscode.CancellationTokenSource();
  ends.addEventListener('abort', () => source.cancel());
  try {
    const files = await vscode.workspace.findFiles(include, exclude(), bounds.files, source.token);
    const known = new Set<AgentId>();
    let bytesLeft = bounds.bytes;
    const queue = files.values();
    const reader = async () => {
      for (const file of queue) {
        if (ends.aborted || bytesLeft <= 0) return;
        const text = await readText(file);
        bytesLeft -= text.length;
        // Asked for between the reads: what was read when the search ended is no longer wanted.
        if (signal.aborted) return;
        for (const { agentId, line } of findAgentMentions(text)) {
          if (known.has(agentId)) continue;
          known.add(agentId);
          onFound({ agentId, place: `${vscode.workspace.asRelativePath(file)}:${line}` });
        }
      }
    };
    await Promise.all(Array.from({ length: bounds.readsAtOnce }, reader));
  } finally {
    source.dispose();
  }
}

/** Nothing of a file that is too large to have been written by hand, or that went away since it was listed. */
async function readText(file: vscode.Uri): Promise<string> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > bounds.fileBytes) return '';
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return '';
    throw error;
  }
}

/** `findFiles` minds `files.exclude` by itself and `search.exclude` not at all. */
function exclude(): string {
  const search = vscode.workspace.getConfiguration('search').get<Record<string, unknown>>('exclude') ?? {};
  const patterns = Object.keys(search).filter((pattern) => search[pattern] === true && !/[{},]/.test(pattern));
  return `{${['**/node_modules', '**/.git', ...patterns].join(',')}}`;
}
