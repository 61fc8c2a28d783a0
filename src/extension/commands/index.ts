import type { Credentials } from '../../core/services/credentials.ts';
import { commandIds, type CommandId } from '../ids.ts';
import { clearApiKey, setApiKey } from './apiKey.ts';
import { clearHistory } from './clearHistory.ts';
import { copyAgentId, copyAvatarUrl, copyEmbedTag, openAvatar, removeFromRecent, showPreview } from './recentAgent.ts';
import { revealImage } from './revealImage.ts';
import { restoreAvatar } from './restoreAvatar.ts';
import { setAvatar, setAvatarForAgent, setAvatarFromExplorer, type SetAvatarDeps } from './setAvatar.ts';

/** The commands by id. Arguments come from anywhere: each command parses its own. */
export type CommandTable = Readonly<Record<CommandId, (...given: unknown[]) => unknown>>;

/** Every command and what it does. */
export function commandTable(
  deps: SetAvatarDeps & { readonly credentials: Credentials; readonly recent: { refresh(): void } },
): CommandTable {
  const { history, preview, recent, log } = deps;
  return {
    [commandIds.setAvatar]: (first, second) => setAvatar(deps, first, second),
    [commandIds.setAvatarFromExplorer]: (clicked, selected) => setAvatarFromExplorer(deps, clicked, selected),
    [commandIds.setAvatarForAgent]: (agent, dropped) => setAvatarForAgent(deps, agent, dropped),
    [commandIds.showPreview]: (agent) => showPreview(history, preview, agent),
    [commandIds.copyAgentId]: (agent) => copyAgentId(agent),
    [commandIds.copyAvatarUrl]: (agent) => copyAvatarUrl(history, agent),
    [commandIds.restoreAvatar]: (agent) => restoreAvatar(deps, agent),
    [commandIds.revealImage]: (agent) => revealImage(history, agent),
    [commandIds.openAvatar]: (agent) => openAvatar(history, agent),
    [commandIds.copyEmbedTag]: (agent) => copyEmbedTag(agent),
    [commandIds.removeFromRecent]: (agent) => removeFromRecent(history, agent),
    [commandIds.refreshRecent]: () => recent.refresh(),
    [commandIds.clearHistory]: () => clearHistory(history),
    [commandIds.setApiKey]: () => setApiKey(deps),
    [commandIds.clearApiKey]: () => clearApiKey(deps),
    [commandIds.showLog]: () => log.show(),
  };
}
