import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePackage } from '../package/package.ts';
import { makeSamples } from '../samples/samples.ts';
import { DEMO_AGENTS, DEMO_API_KEY, DEMO_JWT } from '../sandbox/demo.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import type { SandboxOptions } from '../sandbox/types.ts';
import { type Build, type BuildName, ensureBuild } from '../vscode/builds.ts';
import { quietSettings } from '../vscode/quietSettings.ts';
import { foldersIn, installExtension, startServer, type VSCodeServer } from '../vscode/server.ts';

export interface SessionOptions {
  readonly build: BuildName;
  /** Whether the sandbox's key is given by the environment; without, the extension asks for one. */
  readonly withKey: boolean;
  /** Absolute path of the packed extension; packed anew unless given. */
  readonly vsix?: string;
  readonly sandbox?: SandboxOptions;
  /** Display language, such as 'es'. */
  readonly locale?: string;
  readonly say: (line: string) => void;
}

/** The packaged extension in a real VS Code, the sandbox API it talks to, and a folder of sample images. */
export interface Session {
  readonly sandbox: Sandbox;
  readonly server: VSCodeServer;
  /** The folder that windows open. */
  readonly folder: string;
  /** User settings that every window needs. */
  readonly userSettings: Readonly<Record<string, unknown>>;
  /** Where the editor keeps its own files: settings, state, logs, the extension's storage. */
  readonly editorFolder: string;
  stop(): Promise<void>;
}

/** Starts all three on this machine; `stop` ends them and removes what they left. */
export async function startSession(options: SessionOptions): Promise<Session> {
  const build = await ensureBuild(options.build, options.say);
  const vsix = options.vsix ?? pack(options.say);
  const endings: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    return { ...(await startParts(build, vsix, options, endings)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function pack(say: (line: string) => void): string {
  say('Packing the extension…');
  return makePackage();
}

async function startParts(
  build: Build,
  vsix: string,
  { withKey, sandbox: sandboxOptions, locale }: SessionOptions,
  endings: (() => Promise<void>)[],
): Promise<Omit<Session, 'stop'>> {
  const sandbox = await startSandbox({ apiKeys: [DEMO_API_KEY], bearerTokens: [DEMO_JWT], agents: DEMO_AGENTS, ...sandboxOptions });
  endings.push(() => sandbox.close());
  const home = mkdtempSync(join(tmpdir(), 'threetone-session-'));
  // Not the synchronous one, which is deaf to a second signal.
  endings.push(() => rm(home, { recursive: true, force: true, maxRetries: 3 }));
  const folder = join(home, 'samples');
  const editorFolder = join(home, 'editor');
  const folders = foldersIn(editorFolder);
  await installExtension(build, vsix, folders, home);
  const key = withKey ? { THREETONE_API_KEY: DEMO_API_KEY, THREETONE_BASE_URL: sandbox.url } : {};
  const userSettings = { ...quietSettings, 'threetoneAvatars.baseUrl': sandbox.url };
  const server = await startServer(build, {
    folders,
    temporaryFolder: home,
    env: { THREETONE_API_KEY: undefined, THREETONE_BASE_URL: undefined, ...key },
    userSettings,
    ...(locale !== undefined && { locale }),
  });
  endings.push(() => server.stop());
  mkdirSync(folder);
  // Last: drawing keeps this process from hearing a signal for seconds, and then tsx kills it. The server's guard is
  // there by now, and removes the folder however this process ends.
  makeSamples(folder);
  return { sandbox, server, folder, userSettings, editorFolder };
}
