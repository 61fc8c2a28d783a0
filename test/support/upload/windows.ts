import assert from 'node:assert/strict';
import type { Surroundings } from '../../../src/core/api/client.ts';
import type { AvatarImage } from '../../../src/core/model/image.ts';
import { key } from '../api/calls.ts';
import { inFolder } from '../history/sampleUpdate.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { TestWindow } from './testWindow.ts';

/** Gives the tests of a `describe` a server, on which agents show an avatar that was set elsewhere when each test begins. */
export function useServerShowing(avatar: AvatarImage, agents: readonly string[], opened: (sandbox: Sandbox) => void): void {
  let sandbox: Sandbox;
  before(async () => opened((sandbox = await startSandbox({ apiKeys: [key] }))));
  beforeEach(() => {
    sandbox.reset();
    for (const agent of agents) sandbox.setElsewhere(agent, avatar);
  });
  after(() => sandbox.close());
}

/** Runs a test with a window whose history is empty, and which has no problem at its end that the test does not take. */
export function inWindow(
  url: string,
  test: (window: TestWindow, folder: string) => Promise<void>,
  surroundings: Surroundings = {},
): Promise<void> {
  return inFolder(async (folder) => {
    const window = new TestWindow(folder, url, surroundings);
    try {
      await test(window, folder);
      assert.deepEqual(window.problems, []);
    } finally {
      await window.client.dispose();
    }
  });
}
