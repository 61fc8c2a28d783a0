import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { DEMO_AGENTS } from '../support/sandbox/demo.ts';
import { waitUntil } from '../support/vscode/workbench/waiting.ts';
import { useWindow } from './window.ts';

const rightKey = 'the-right-key-0000';
const [, order, clinic] = DEMO_AGENTS.map(({ name }) => name) as [string, string, string];

/** From a window without a key to every agent by its name. One test goes on where another ended. */
describe('the question for an agent', function () {
  this.bail(true);
  const window = useWindow({ sandbox: { apiKeys: [rightKey] } });

  const open = async () => {
    const { explorer, quickInput } = window.workbench;
    await explorer.open();
    await explorer.contextMenu('square.png', 'Set as Agent Avatar…');
    await quickInput.waitFor({ title: /Set Agent Avatar/ });
    return quickInput;
  };
  const waitForNote = (label: string, note: RegExp) =>
    window.workbench.quickInput.row(label).locator('.label-description', { hasText: note }).waitFor();

  it('offers to enter a key, without which there are no names', async () => {
    const quickInput = await open();
    // The workspace's agent, whose name nobody knows yet, stands above.
    await quickInput.row(DEMO_AGENTS[0]!.agent_id).waitFor();
    await waitForNote('Set API Key…', /to pick your agents by name/);
    await quickInput.pick('Set API Key…');
    await quickInput.waitFor({ title: /Set API Key/ });
    await quickInput.submit('a-wrong-key');
  });

  it('says that the server did not accept the key, and asks for another', async () => {
    const { quickInput } = window.workbench;
    await quickInput.waitFor({ title: /Set Agent Avatar/ });
    await quickInput.row(DEMO_AGENTS[0]!.agent_id).waitFor();
    await waitForNote('Set API Key…', /did not accept/);
    await quickInput.pick('Set API Key…');
    await quickInput.waitFor({ title: /Set API Key/ });
    await quickInput.submit(rightKey);
    await quickInput.waitFor({ title: /Set Agent Avatar/ });
    await quickInput.row(order).waitFor();
    assert.ok(!(await quickInput.items()).some(({ label }) => label === 'Set API Key…'));
  });

  it('takes half a name and Enter for the agent of that name, not for an ID', async () => {
    const { quickInput } = window.workbench;
    await quickInput.type('Clinic');
    await quickInput.row(clinic).waitFor();
    assert.deepEqual(
      (await quickInput.items()).map(({ label }) => label),
      [clinic],
    );
    // Right after the server's agents came, a row takes no Enter: a person presses it again.
    await waitUntil('Enter to be taken', async () => {
      await quickInput.submit('Clinic');
      return quickInput.closes();
    });
    await window.workbench.waitForTab(new RegExp(`New Avatar: ${clinic}`));
  });

  it('says when no agent has what is typed', async () => {
    const quickInput = await open();
    await quickInput.row(order).waitFor();
    await quickInput.type('frnt dsk');
    await quickInput.row('frnt dsk').waitFor();
    assert.match((await quickInput.items())[0]!.description, /cannot contain spaces/);
    await quickInput.escape();
  });

  it('keeps each row where it was first seen, whatever comes later', async () => {
    for (let round = 0; round < 5; round++) {
      const frames = await framesOfRows(window.workbench.page);
      const quickInput = await open();
      for (const { name } of DEMO_AGENTS) await quickInput.row(name).waitFor();
      await quickInput.escape();
      const seen = await frames();
      let before: readonly string[] = [];
      for (const ids of seen) {
        assert.deepEqual(ids.slice(0, before.length), before, `round ${round}: ${JSON.stringify(seen)}`);
        before = ids;
      }
      assert.deepEqual([...before].sort(), DEMO_AGENTS.map(({ agent_id }) => agent_id).sort());
    }
  });

  it('a key is tried as soon as it is entered', async () => {
    const { quickInput, notifications, dialog } = window.workbench;
    await window.workbench.runCommand('Threetone Avatars: Set API Key…');
    await quickInput.submit('another-wrong-key');
    await notifications.click(/did not accept the API key/, 'Set API Key…');
    await quickInput.waitFor({ title: /Set API Key/ });
    await quickInput.submit(rightKey);
    await quickInput.waitUntilClosed();
    await window.workbench.runCommand('Threetone Avatars: Clear API Key…');
    await dialog.waitFor(/Clear the API key/);
    await dialog.click('Clear API Key');
    await window.workbench.runCommand('Threetone Avatars: Clear API Key…');
    await notifications.waitFor(/Nothing is stored for 127\.0\.0\.1/);
  });
});

/**
 * Notes the agents of the question's rows, from the top, in each frame that is drawn, where it is another than the frame
 * before; frames without any row are left out. @returns ends it, and gives the frames
 */
async function framesOfRows(page: Page): Promise<() => Promise<string[][]>> {
  const frames = await page.evaluateHandle(() => {
    const frames = {
      noted: [] as string[][],
      next: 0,
      note() {
        const rows = [...document.querySelectorAll<HTMLElement>('.quick-input-widget .quick-input-list .monaco-list-row')];
        rows.sort((one, other) => Number(one.dataset['index']) - Number(other.dataset['index']));
        const ids = rows.flatMap((row) => {
          const texts = [...row.querySelectorAll('.label-name, .label-description')].map(({ textContent }) => textContent);
          return texts.join(' ').match(/\b(?:agent|agt)_\w+/) ?? [];
        });
        const isSeen = rows.some((row) => row.getClientRects().length > 0);
        if (isSeen && ids.length > 0 && ids.join() !== frames.noted.at(-1)?.join()) frames.noted.push(ids);
        frames.next = requestAnimationFrame(() => frames.note());
      },
    };
    frames.note();
    return frames;
  });
  return () =>
    frames.evaluate(({ noted, next }) => {
      cancelAnimationFrame(next);
      return noted;
    });
}
