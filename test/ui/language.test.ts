import assert from 'node:assert/strict';
import { DEMO_AGENTS, DEMO_API_KEY } from '../support/sandbox/demo.ts';
import { isUpload } from '../support/sandbox/isUpload.ts';
import { useWindow } from './window.ts';

const agent = DEMO_AGENTS[0]!;

/** The first avatar of someone whose VS Code speaks Spanish. One test goes on where another ended. */
describe('in Spanish', function () {
  this.bail(true);
  const window = useWindow({ locale: 'es' });
  const press = async (name: string) => {
    const panel = await window.workbench.webviewFrame(/^Nuevo avatar: /);
    await panel.getByRole('button', { name, exact: true }).click();
    return panel;
  };

  it('the sidebar and the Command Palette speak it', async () => {
    const { sidebar, quickInput } = window.workbench;
    await sidebar.open('Threetone');
    await sidebar.welcome(/introduzca primero una clave de API/).waitFor();
    await window.workbench.runCommand('Threetone Avatars: Establecer el avatar de un agente…');
    await quickInput.waitFor({ title: /Establecer el avatar de un agente/, placeholder: /Elija un agente/ });
    await quickInput.escape();
  });

  it('the Explorer’s menu, the question and the panel speak it', async () => {
    const { explorer, quickInput } = window.workbench;
    await explorer.open();
    await explorer.contextMenu('wide.png', 'Establecer como avatar de un agente…');
    await quickInput.waitFor({ title: /Establecer el avatar de un agente/ });
    await quickInput.type(agent.agent_id);
    await quickInput.pick(agent.agent_id);
    const panel = await window.workbench.webviewFrame(/^Nuevo avatar: /);
    await panel.getByText('En el widget').waitFor();
    await panel.locator('button.primary:enabled').waitFor();
    assert.equal(await panel.locator('html').getAttribute('lang'), 'es');
  });

  it('the question for the key and a failure speak it', async () => {
    const { quickInput } = window.workbench;
    window.session.sandbox.fail({ kind: 'status', status: 400, body: { detail: 'no' } }, { match: isUpload });
    const panel = await press('Establecer el avatar');
    await quickInput.waitFor({ title: /Establecer la clave de API/, placeholder: /Pegue la clave de API/ });
    await quickInput.waitForMessage(/almacén de secretos/);
    await quickInput.submit(DEMO_API_KEY);
    await panel.getByText(/El servidor rechazó el avatar/).waitFor();
    await panel.getByRole('button', { name: 'Mostrar el registro' }).waitFor();
  });

  it('what was set, and when, is said in it', async () => {
    const { sidebar } = window.workbench;
    const draft = await window.workbench.webviewFrame(/^Nuevo avatar: /);
    await draft.locator('button.primary:enabled').waitFor();
    await press('Establecer el avatar');
    const panel = await window.workbench.webviewFrame(/^Avatar de /);
    await panel.locator('.visibility.live', { hasText: 'Publicado' }).waitFor();
    assert.match(await panel.locator('#when').innerText(), /^Establecido el /);
    await sidebar.open('Threetone');
    await sidebar
      .row(agent.name)
      .locator('.label-description', { hasText: /(ahora|hace .*), publicado/ })
      .waitFor();
  });
});
