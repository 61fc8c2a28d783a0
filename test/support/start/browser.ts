import { DEMO_AGENTS } from '../sandbox/demo.ts';
import { startSession } from '../session/session.ts';
import { untilInterrupted } from './untilInterrupted.ts';

/** Starts a session and prints its address; Ctrl+C ends all of it. */
export async function openInBrowser(say: (line: string) => void): Promise<void> {
  const session = await startSession({ build: 'stable', withKey: true, say });
  try {
    say(`
VS Code with Threetone Avatars:

    ${session.server.url({ folder: session.folder })}

Open it in a browser. In the Explorer, right-click a picture and choose “Set as Agent Avatar…”.
Agents of the sandbox API at ${session.sandbox.url} (its key is set):
${DEMO_AGENTS.map(({ agent_id, name }) => `    ${agent_id}  ${name}`).join('\n')}

Ctrl+C ends it.
`);
    await untilInterrupted();
  } finally {
    await session.stop();
  }
}
