import { loadModule } from '../programs/loadModule.ts';
import type { Contender, Task } from './contender.ts';

/** As much of `@elevenlabs/elevenlabs-js` as is used; it is installed on demand, so its own types are not at hand. */
interface Sdk {
  readonly ElevenLabsClient: new (options: { apiKey: string; baseUrl: string; maxRetries: number }) => {
    readonly conversationalAi: { readonly agents: { readonly widget: { readonly avatar: AvatarCalls } } };
  };
}

interface AvatarCalls {
  create(agentId: string, request: { avatarFile: SdkFile }): Promise<{ readonly agentId: string }>;
}

interface SdkFile {
  readonly data: Buffer;
  readonly filename: string;
  readonly contentType: string;
}

/** The official SDK of the like-shaped service. */
export function sdk({ origin, image, module }: Task): Contender {
  const { ElevenLabsClient } = loadModule(module) as Sdk;
  const client = new ElevenLabsClient({ apiKey: 'bench', baseUrl: origin, maxRetries: 0 });
  const avatarFile = { data: image, filename: 'face.png', contentType: 'image/png' };
  return {
    async upload(agentId) {
      const answer = await client.conversationalAi.agents.widget.avatar.create(agentId, { avatarFile });
      if (answer.agentId !== agentId) throw new Error('The SDK gave the answer for another agent.');
    },
    // Its sockets are those of the process's `fetch`.
    close: () => Promise.resolve(),
  };
}
