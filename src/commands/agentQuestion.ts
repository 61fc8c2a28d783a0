import type * as vscode from 'vscode';
import type { AgentId } from '../avatar/agentId.ts';
import type { AgentNames } from '../avatar/agentNames.ts';
import type { AgentDirectory } from '../editor/agentDirectory.ts';
import { readBaseUrl } from '../editor/settings.ts';
import type { Updates } from '../history/updates.ts';
import { askAgent } from '../prompts/agentPrompt.ts';
import type { Answer, Step } from '../prompts/step.ts';
import type { AvatarSender } from '../upload/avatarSender.ts';

/** What is known of agents, and who knows it; and who asks for the key without which the server tells nothing. */
export interface AgentQuestionParts {
  readonly updates: Updates;
  readonly names: AgentNames;
  readonly directory: AgentDirectory;
  readonly sender: Pick<AvatarSender, 'replaceKey'>;
  readonly log: vscode.LogOutputChannel;
}

/** Asks which agent of the server in use is meant; the one question for all commands. */
export async function askWhichAgent(parts: AgentQuestionParts, step: Step): Promise<Answer<AgentId>> {
  for (;;) {
    const answer = await askOnce(parts, step);
    if (answer === undefined || answer === 'back') return answer;
    const { value } = answer;
    if (value !== 'setKey') return { value };
    // With a key or without one: the question is asked again.
    await parts.sender.replaceKey();
  }
}

function askOnce({ updates, names, directory, log }: AgentQuestionParts, step: Step) {
  const baseUrl = readBaseUrl();
  const origin = baseUrl.ok ? baseUrl.value.origin : undefined;
  return askAgent(step, {
    recent: () => (origin === undefined ? Promise.resolve([]) : updates.newestOfEach(origin)),
    pictures: updates.pictures,
    list: async (query, signal) => {
      try {
        return await directory.list(query, signal);
      } catch (error) {
        log.error('While asking for an agent, the server could not be asked.', error);
        return undefined;
      }
    },
    nameOf: (agentId) => (origin === undefined ? undefined : names.get(origin, agentId)),
    missingKey: () => directory.missingKey,
    onProblem: (source, error) => log.error(`While asking for an agent, one source failed: ${source}.`, error),
  });
}
