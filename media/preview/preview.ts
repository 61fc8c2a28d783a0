import './preview.css';
import { Sequencer } from '../../src/core/base/sequencer.ts';
import type { ToPage } from '../../src/shared/protocol.ts';
import { announce, announcerElement } from './announcer.ts';
import { button } from './controls.ts';
import { h } from './dom.ts';
import { DraftView } from './draftView.ts';
import { remember, tell } from './extension.ts';
import { FocusKeeper } from './focusKeeper.ts';
import { fromComputer } from './fromComputer.ts';
import { icon } from './icons.ts';
import { takeImagesFrom } from './incoming.ts';
import { ImageLoader } from './pixels/imageLoader.ts';
import { SentView } from './sentView.ts';
import { texts } from './texts.ts';

/** The page: one of four views at a time, as the extension says. */

const images = new ImageLoader();
const draftView = new DraftView(images);
const sentView = new SentView(images);
const emptySentence = h('p', {});
const chooseImage = button(texts.chooseImage, () => tell({ type: 'chooseImage' }), 'primary');
const emptyView = h(
  'main',
  { class: 'empty' },
  icon('image'),
  h('h1', {}, texts.emptyTitle),
  emptySentence,
  h('div', { class: 'actions' }, chooseImage, fromComputer(button)),
  h('p', { class: 'hint' }, texts.pasteHint),
);
const loadingView = h(
  'main',
  { class: 'loading' },
  h('div', { class: 'progress' }),
  h('h1', { class: 'said' }, texts.loading),
  h('p', { class: 'hint' }, texts.loading),
);

/** The name of what is shown: a draft that is handed over once more keeps its name. */
let shown = '';

/** Something else than before is seen from its top. */
function showView(view: HTMLElement, what: string): void {
  putInPlace(view);
  if (what !== shown) scrollTo(0, 0);
  shown = what;
}

function putInPlace(view: HTMLElement): void {
  if (view.isConnected) return;
  for (const other of [loadingView, emptyView, draftView.element, sentView.element]) {
    if (other !== view) other.remove();
  }
  document.body.prepend(view);
}

function landing(lost: HTMLElement | undefined): HTMLElement | undefined {
  if (draftView.element.isConnected) return draftView.landing(lost);
  if (sentView.element.isConnected) return sentView.landing;
  return emptyView.isConnected ? chooseImage : undefined;
}

async function receive(message: ToPage): Promise<void> {
  switch (message.type) {
    case 'empty':
      remember(message.state);
      draftView.close();
      emptySentence.textContent = message.sentence;
      showView(emptyView, 'empty');
      return;
    case 'draft':
      remember({ kind: 'draft', id: message.draft.id });
      await draftView.open(message.draft);
      showView(draftView.element, `draft ${message.draft.id}`);
      return;
    case 'agent':
      draftView.setAgent(message.agent);
      sentView.setAgent(message.agent);
      return;
    case 'current':
      draftView.setCurrent(message.current);
      return;
    case 'refused':
      draftView.bar.showFailure({ sentence: message.sentence });
      return;
    case 'sending':
      draftView.setSending(message.sentence);
      return;
    case 'unsent':
      draftView.setSending(undefined);
      draftView.bar.showFailure(message.failure);
      return;
    case 'sent':
      remember(message.sent.state);
      draftView.setSending(undefined);
      draftView.close();
      await sentView.show(message.sent);
      showView(sentView.element, `sent ${message.sent.agent.id} ${message.sent.whenSet}`);
      return;
    case 'visibility':
      sentView.showVisibility(message.visibility);
      return;
    default: {
      const unknown: never = message;
      tell({ type: 'broken', reason: `The page does not know ${JSON.stringify(unknown)}.` });
    }
  }
}

document.body.append(loadingView, announcerElement);
announce(texts.loading);
takeImagesFrom(document.body);
new FocusKeeper(landing);

// One after the other: a draft that is still being decoded must not be shown over what came after it.
const messages = new Sequencer();
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  messages.queue(() => receive(data)).catch((error: unknown) => tell({ type: 'broken', reason: String(error) }));
});
tell({ type: 'ready' });
