import type * as vscode from 'vscode';
import type { Agent } from '../../core/model/agent.ts';
import type { AgentId } from '../../core/model/agentId.ts';
import type { AgentNames } from '../../core/model/agentNames.ts';
import type { Account } from '../../core/model/account.ts';
import type { AgentDirectory } from '../../core/services/agentDirectory.ts';
import type { History } from '../../core/history/history.ts';
import { setKey } from '../prompts/agentList.ts';
import { askAgent } from '../prompts/agentPrompt.ts';
import type { Answer, Step } from '../prompts/step.ts';
import type { InteractiveUploader } from '../upload/interactiveUploader.ts';

/** The sources of agents, and the uploader, which asks for a new key when the server refuses the present one. */
export interface AgentQuestionDeps {
  readonly history: History;
  readonly names: AgentNames;
  readonly directory: AgentDirectory;
  readonly uploader: Pick<InteractiveUploader, 'replaceKey'>;
  readonly log: vscode.LogOutputChannel;
}

/** Asks which agent of a server is meant; the one question for all commands. */
export async function askWhichAgent(deps: AgentQuestionDeps, account: Account, step: Step): Promise<Answer<Agent>> {
  for (;;) {
    const answer = await askOnce(deps, account, step);
    if (answer === undefined || answer === 'back') return answer;
    const { value } = answer;
    if (value !== setKey) return { value: underItsName(deps, account.baseUrl.origin, value) };
    // With a key or without one: the question is asked again.
    await deps.uploader.replaceKey();
  }
}

/** An agent of a server, under its name as far as it was heard of. */
export function underItsName({ names }: Pick<AgentQuestionDeps, 'names'>, origin: string, agentId: AgentId): Agent {
  const agentName = names.get({ origin, agentId });
  return { origin, agentId, ...(agentName !== undefined && { agentName }) };
}

function askOnce({ history, names, directory, log }: AgentQuestionDeps, account: Account, step: Step) {
  const { origin } = account.baseUrl;
  return askAgent(step, {
    recent: () => history.newestOfEach(origin),
    images: history.images,
    list: async (query, signal) => {
      try {
        return await directory.list(account, query, signal);
      } catch (error) {
        log.error('While asking for an agent, the server could not be asked.', error);
        return undefined;
      }
    },
    nameOf: (agentId) => names.get({ origin, agentId }),
    missingKey: () => directory.missingKey,
    onProblem: (source, error) => log.error(`While asking for an agent, one source failed: ${source}.`, error),
  });
}
