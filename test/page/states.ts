import type { PageDraft, PageSent, PageImage } from '../../src/shared/protocol.ts';
import { squarePng, transparentPng, widePng } from '../support/samples/images.ts';
import type { PreviewPage } from './previewPage.ts';

/** Every state that the panel can be in, and how it gets there. Images are the samples that the tests share. */
export const states = {
  loading: () => Promise.resolve(),
  empty: (panel) => panel.say({ type: 'empty', sentence: 'Choose an image to see it as the widget will show it, before it is sent.' }),
  draft: (panel) => showDraft(panel, { fileName: 'landscape.png', image: png(widePng()) }),
  'as-it-is': (panel) => showDraft(panel, { fileName: 'robot.png', image: png(squarePng()) }),
  warning: async (panel) => {
    await showDraft(panel, { fileName: 'robot-transparent.png', image: png(transparentPng()) });
    await panel.page.getByLabel('Send the file as it is').setChecked(false);
    await panel.page.getByLabel('Zoom in percent').fill('260');
    await panel.page.getByLabel('Zoom in percent').press('Enter');
    await panel.page.getByRole('application').focus();
    for (let presses = 0; presses < 12; presses++) await panel.page.keyboard.press('Shift+ArrowDown');
    await panel.page.getByLabel('Format').selectOption('jpeg');
    await panel.page.locator('.warnings li').nth(1).waitFor();
  },
  sending: async (panel) => {
    await showDraft(panel, { fileName: 'landscape.png', image: png(widePng()) });
    await panel.say({ type: 'sending', sentence: 'Setting the avatar of Support Agent…' });
  },
  failed: async (panel) => {
    await showDraft(panel, { fileName: 'landscape.png', image: png(widePng()) });
    const sentence = 'api.threetone.in cannot be reached. Check the connection.';
    await panel.say({ type: 'unsent', failure: { sentence, actionLabel: 'Try Again' } });
    await panel.page.getByText(sentence).waitFor();
  },
  live: (panel) => showSent(panel, 'live'),
  'not-visible-yet': (panel) => showSent(panel, 'notVisibleYet'),
  'image-gone': async (panel) => {
    await panel.say({ type: 'sent', sent });
    await panel.say({ type: 'visibility', visibility: 'notAsked' });
    await panel.page.getByText('no longer kept').waitFor();
  },
  'broken-image': async (panel) => {
    const image = png(widePng().subarray(0, 60));
    await panel.say({ type: 'draft', draft: { ...draft, fileName: 'damaged.png', image } });
    await panel.told('broken');
    await panel.page.getByText('cannot be shown').waitFor();
  },
} satisfies Record<string, (panel: PreviewPage) => Promise<void>>;

export type StateName = keyof typeof states;
export const stateNames = Object.keys(states) as StateName[];

export function png(bytes: Buffer): PageImage {
  return { bytes: new Uint8Array(bytes).buffer, mediaType: 'image/png' };
}

const agent = { id: 'agent_3701k3ttaq12ewp8b7qv5rfyszkz', label: 'Support Agent' };
export const draft: PageDraft = {
  id: 'draft-1',
  agent,
  fileName: 'landscape.png',
  image: png(squarePng()),
  facts: { animated: false, carries: 'nothing' },
};
export const sent: PageSent = {
  agent,
  fileName: 'landscape.png',
  whenSet: 'Set Sunday, November 22, 2026 at 5:40:00 PM',
  size: '512 × 512 pixels, 45 kB',
  avatarUrl: 'https://cdn.threetone.in/avatars/agent_3701k3ttaq12ewp8b7qv5rfyszkz.png',
  embedTag: `<threetone-convai agent-id="${agent.id}"></threetone-convai>`,
  state: { kind: 'sent', origin: 'https://api.threetone.in', agentId: agent.id },
};

/** Shows a draft and waits until it could be sent. */
export async function showDraft(panel: PreviewPage, changes: Partial<PageDraft>): Promise<void> {
  const opened = () => panel.page.evaluate(() => window.told.filter(({ type }) => type === 'adjusted').length);
  const before = await opened();
  await panel.say({ type: 'draft', draft: { ...draft, ...changes } });
  // The page says so of each draft it has opened: until then, the button may still be the one of the draft before.
  await panel.until(async () => (await opened()) > before);
  await panel.say({ type: 'current', current: { kind: 'image', image: png(squarePng()) } });
  await panel.page.getByRole('button', { name: 'Set Avatar' }).and(panel.page.locator(':enabled')).waitFor();
}

async function showSent(panel: PreviewPage, visibility: 'live' | 'notVisibleYet'): Promise<void> {
  await panel.say({ type: 'sent', sent: { ...sent, image: png(squarePng()) } });
  await panel.say({ type: 'visibility', visibility });
  await panel.page.locator('.visibility strong').waitFor();
}
