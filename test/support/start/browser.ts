import { DEMO_AGENTS } from '../sandbox/demo.ts';
import { startSession } from '../session/session.ts';
import { keyLine } from './keyLine.ts';
import { untilInterrupted } from './untilInterrupted.ts';

/** Starts a session and prints its address; Ctrl+C ends all of it. */
export async function openInBrowser(withKey: boolean, say: (line: string) => void): Promise<void> {
  const session = await startSession({ build: 'stable', withKey, say });
  try {
    say(`
VS Code with Threetone Avatars:

    ${session.server.url({ folder: session.folder })}

Open it in a browser. In the Explorer, right-click an image and choose “Set as Agent Avatar…”.
${keyLine(withKey)}
Agents of the sandbox API at ${session.sandbox.url}:
${DEMO_AGENTS.map(({ agent_id, name }) => `    ${agent_id}  ${name}`).join('\n')}

Ctrl+C ends it.
`);
    await untilInterrupted();
  } finally {
    await session.stop();
  }
}
