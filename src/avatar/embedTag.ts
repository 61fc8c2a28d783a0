import { type AgentId } from './agentId.ts';

/** The element that a web page shows an agent with. */
const element = 'threetone-convai';

/** The tag to put into a web page. It names the agent, so it shows whatever avatar the agent has. */
export function embedTag(agentId: AgentId): string {
  const escaped = agentId.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<${element} agent-id="${escaped}"></${element}>`;
}
