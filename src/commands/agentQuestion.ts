import type * as vscode from 'vscode';
import type { AgentId } from '../avatar/agentId.ts';
import type { AgentNames } from '../avatar/agentNames.ts';
import type { AgentDirectory } from '../editor/agentDirectory.ts';
import { readBaseUrl } from '../editor/settings.ts';
import type { Updates } from '../history/updates.ts';
import { askAgent } from '../prompts/agentPrompt.ts';
import type { Answer, Step } from '../prompts/step.ts';

/** What is known of agents, and who knows it. */
export interface AgentQuestionParts {
  readonly updates: Updates;
  readonly names: AgentNames;
  readonly directory: AgentDirectory;
  readonly log: vscode.LogOutputChannel;
}

/** Asks which agent of the server in use is meant; the one question for all commands. */
export async function askWhichAgent({ updates, names, directory, log }: AgentQuestionParts, step: Step): Promise<Answer<AgentId>> {
  const baseUrl = readBaseUrl();
  const origin = baseUrl.ok ? baseUrl.value.origin : undefined;
  return askAgent(step, {
    recent: () => (origin === undefined ? Promise.resolve([]) : updates.newestOfEach(origin)),
    pictures: updates.pictures,
    list: (query, signal) => directory.list(query, signal),
    nameOf: (agentId) => (origin === undefined ? undefined : names.get(origin, agentId)),
    onProblem: (source, error) => log.error(`While asking for an agent, one source failed: ${source}.`, error),
  });
}
