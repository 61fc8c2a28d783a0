import type { SandboxAgent } from './types.ts';

/** Good for a sandbox only: neither was ever given out by a service. */
export const DEMO_API_KEY = 'sandbox-only-key-0000';

/** Reads as a JWT: `{"alg":"none"}`, `{"sub":"sandbox-only"}` and a made-up signature. */
export const DEMO_JWT = [{ alg: 'none', typ: 'JWT' }, { sub: 'sandbox-only' }]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .concat('not-a-signature')
  .join('.');

export const DEMO_AGENTS: readonly SandboxAgent[] = [
  { agent_id: 'agent_3701k3ttaq12ewp8b7qv5rfyszkz', name: 'Maya, front desk' },
  { agent_id: 'agent_5201k6m2xw8afp3t9d4qn7hcvbre', name: 'Order tracking' },
  { agent_id: 'agent_8801k9zdq4tsgj6y1m5wx2kfpanu', name: 'Clinic appointments' },
  { agent_id: 'agt_123', name: 'Old integration', avatar: { type: 'orb', color_1: '#e8590c', color_2: '#ffd43b' } },
];
