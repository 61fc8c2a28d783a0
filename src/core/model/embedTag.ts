import { escapeHtml } from '../base/escapeHtml.ts';
import type { AgentId } from './agentId.ts';

/** Stands in a tag for the agent's ID. */
const placeholder = '{agentId}';

/**
 * The tag that is filled in unless the person's settings give another. The name of the element is a guess: no public
 * document gives it, only the dashboard, whose tag belongs into the setting.
 */
export const defaultEmbedTag = `<threetone-convai agent-id="${placeholder}"></threetone-convai>`;

/** The tag to put into a web page. It names the agent, so it shows whatever avatar the agent has. */
export function embedTag(template: string, agentId: AgentId): string {
  return template.replaceAll(placeholder, () => escapeHtml(agentId));
}
