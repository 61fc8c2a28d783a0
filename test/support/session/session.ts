import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePackage } from '../package/package.ts';
import { makeSamples } from '../samples/samples.ts';
import { DEMO_AGENTS, DEMO_API_KEY, DEMO_JWT } from '../sandbox/demo.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import type { SandboxOptions } from '../sandbox/types.ts';
import { type BuildName, ensureBuild } from '../vscode/builds.ts';
import { foldersIn, installExtension, startServer, type VSCodeServer } from '../vscode/server.ts';

export interface SessionOptions {
  readonly build: BuildName;
  /** Whether the sandbox's key is given by the environment; without, the extension asks for one. */
  readonly withKey: boolean;
  readonly sandbox?: SandboxOptions;
  /** Display language, such as 'es'. */
  readonly locale?: string;
  readonly say: (line: string) => void;
}

/** The packaged extension in a real VS Code, the sandbox API it talks to, and a folder of sample pictures. */
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
  const { build: buildName, withKey, sandbox: sandboxOptions, locale, say } = options;
  const home = mkdtempSync(join(tmpdir(), 'threetone-session-'));
  const folder = join(home, 'samples');
  const editorFolder = join(home, 'editor');
  const folders = foldersIn(editorFolder);
  mkdirSync(folder);
  makeSamples(folder);
  const build = await ensureBuild(buildName, say);
  say('Packing the extension…');
  await installExtension(build, makePackage(), folders);
  const sandbox = await startSandbox({ apiKeys: [DEMO_API_KEY], bearerTokens: [DEMO_JWT], agents: DEMO_AGENTS, ...sandboxOptions });
  const key = withKey ? { THREETONE_API_KEY: DEMO_API_KEY, THREETONE_BASE_URL: sandbox.url } : {};
  const userSettings = { 'threetoneAvatars.baseUrl': sandbox.url, 'workbench.startupEditor': 'none' };
  const server = await startServer(build, {
    folders,
    env: { THREETONE_API_KEY: undefined, THREETONE_BASE_URL: undefined, ...key },
    userSettings,
    ...(locale !== undefined && { locale }),
  });
  return {
    sandbox,
    server,
    folder,
    userSettings,
    editorFolder,
    stop: async () => {
      await server.stop();
      await sandbox.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
