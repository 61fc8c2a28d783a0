import type { AgentId } from './agentId.ts';
import { parseAgentName } from './agentName.ts';
import { plainText } from '../base/plainText.ts';

/** An agent as it was chosen: an id means something only to the server it was chosen on. */
export interface Agent {
  /** The server's, such as `https://api.threetone.in`. */
  readonly origin: string;
  readonly agentId: AgentId;
  /** As far as it was known then. */
  readonly agentName?: string;
}

/** Tells agents of all servers apart. An origin holds no space, so the two parts cannot run into each other. */
export function agentKey({ origin, agentId }: Agent): string {
  return `${origin} ${agentId}`;
}

/** The agent's name, or else its id, as plain text. */
export function agentLabel({ agentId, agentName }: Agent): string {
  return parseAgentName(agentName) ?? plainText(agentId);
}
