import type * as network from '../../../src/core/api/network.ts';
import { defaultNetworkSettings } from '../../../src/core/api/networkSettings.ts';
import type { AgentId } from '../../../src/core/model/agentId.ts';
import { parseBaseUrl } from '../../../src/core/model/baseUrl.ts';
import { loadModule } from '../programs/loadModule.ts';
import type { Contender, Task } from './contender.ts';

/** The network bundle as it ships, with the limits lifted. */
export function ours({ origin, image: bytes, module }: Task): Contender {
  const { createApiClient } = loadModule(module) as typeof network;
  const log = { info: () => undefined, warn: () => undefined };
  const settings = { ...defaultNetworkSettings, limits: { concurrent: Infinity, perMinute: Infinity, perHour: Infinity } };
  const client = createApiClient('threetone-avatars/bench', log, { settings: () => settings });
  const baseUrl = parseBaseUrl(origin);
  if (!baseUrl.ok) throw new Error(`${origin} is no base URL.`);
  const server = { baseUrl: baseUrl.value, credential: { scheme: 'apiKey', secret: 'bench' } } as const;
  const image = { bytes, fileName: 'face.png', mediaType: 'image/png' } as const;
  return {
    async upload(agentId) {
      // A signal of its own for each, as in the product.
      const { signal } = new AbortController();
      const result = await client.setAvatar(server, { agentId: agentId as AgentId, image }, { signal });
      if (!result.ok) throw new Error(`The upload failed: ${JSON.stringify(result.failure)}`);
    },
    close: () => client.dispose(),
  };
}
