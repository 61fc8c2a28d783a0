import assert from 'node:assert/strict';
import { DEMO_AGENTS } from '../support/sandbox/demo.ts';
import { useWindow } from './window.ts';

const rightKey = 'the-right-key-0000';
const [maya, order, clinic] = DEMO_AGENTS.map(({ name }) => name) as [string, string, string];

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
    assert.deepEqual((await quickInput.items()).map(({ label }) => label), [clinic]);
    await quickInput.submit('Clinic');
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

  it('stands in the same order each time', async () => {
    for (let round = 0; round < 5; round++) {
      const quickInput = await open();
      await quickInput.row(order).waitFor();
      assert.equal((await quickInput.items())[0]?.label, maya, `round ${round}: what the workspace names comes first`);
      await quickInput.escape();
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
