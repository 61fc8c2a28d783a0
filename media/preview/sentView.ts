import { type PageAgent, type PageSent, type PlainRequest, thumbnailSide, type PageVisibility } from '../../src/shared/protocol.ts';
import { announce } from './announcer.ts';
import { button, iconButton } from './controls.ts';
import { format, h, named } from './dom.ts';
import { tell } from './extension.ts';
import { icon, type IconName } from './icons.ts';
import { filling } from './pixels/crop.ts';
import { drawnCrop } from './pixels/drawing.ts';
import type { ImageLoader } from './pixels/imageLoader.ts';
import { texts } from './texts.ts';
import { WidgetPreviews } from './widgetPreviews.ts';

const visibilityIcons: Record<PageVisibility, IconName> = {
  checking: 'sync',
  live: 'check',
  notVisibleYet: 'info',
  notAsked: 'check',
};

/** An avatar that the server accepted: how it looks, where it is, and whether the public sees it yet. */
export class SentView {
  readonly element: HTMLElement;
  readonly #title = h('h1', { tabindex: -1 });
  readonly #when = h('p', { class: 'facts', id: 'when' });
  readonly #state = h('div', { class: 'visibility' });
  readonly #previews = new WidgetPreviews();
  readonly #noImage = h('p', { class: 'message', hidden: true }, texts.noImage);
  readonly #facts = h('dl');
  readonly #actions = h('div', { class: 'actions' });
  readonly #another = button(texts.setAnother, () => tell({ type: 'setAnother' }), 'primary');
  #hasUrl = false;

  constructor(private readonly images: ImageLoader) {
    this.element = h(
      'main',
      { class: 'sent' },
      h('header', {}, this.#title, this.#when),
      this.#state,
      this.#noImage,
      this.#previews.element,
      this.#facts,
      this.#actions,
    );
  }

  async show(sent: PageSent): Promise<void> {
    this.setAgent(sent.agent);
    this.#when.textContent = sent.whenSet;
    this.#hasUrl = sent.avatarUrl !== undefined;
    this.#facts.replaceChildren(
      ...fact(texts.agentId, code('agent-id', sent.agent.id), copying('copyAgentId', texts.copyAgentId)),
      ...(sent.avatarUrl === undefined
        ? fact(texts.avatarUrl, h('span', {}, texts.noUrl))
        : fact(texts.avatarUrl, code('url', sent.avatarUrl), copying('copyUrl', texts.copyUrl), opening())),
      ...fact(texts.embedTag, code('embed-tag', sent.embedTag), copying('copyEmbedTag', texts.copyEmbedTag)),
      ...fact(texts.file, h('span', { id: 'file' }, named(sent.fileName), ` · ${sent.size}`)),
    );
    this.#actions.replaceChildren(this.#another, ...(sent.back ? [takingBack(sent.back)] : []));
    await this.#showImage(sent);
  }

  setAgent(agent: PageAgent): void {
    this.#title.textContent = format(texts.sentTitle, agent.label);
  }

  /** The first focus of this view: reading continues from there, and Enter triggers nothing. */
  get landing(): HTMLElement {
    return this.#title;
  }

  showVisibility(visibility: PageVisibility): void {
    const labels = { notVisibleYet: texts.checkAgain, notAsked: this.#hasUrl ? texts.checkNow : '', live: '', checking: '' };
    const label = labels[visibility];
    const again = label === '' ? undefined : button(label, () => tell({ type: 'checkAgain' }));
    const name = texts.visibility[visibility];
    this.#state.className = `visibility ${visibility}`;
    this.#state.replaceChildren(
      icon(visibilityIcons[visibility]),
      h('strong', {}, name),
      h('span', { class: 'words' }, texts.visibilityHint[visibility]),
      ...(again ? [again] : []),
    );
    announce(name);
  }

  async #showImage({ image, thumbnailOf }: PageSent): Promise<void> {
    this.#noImage.hidden = image !== undefined;
    this.#previews.element.hidden = image === undefined;
    if (!image) return;
    try {
      const loaded = await this.images.load(image);
      try {
        const { raster } = loaded;
        const square = drawnCrop(raster, filling(raster.size), 'keep', 384);
        this.#previews.show({ square, whole: raster.image });
        if (thumbnailOf === undefined) return;
        const png = await loaded.encode(filling(raster.size), 'keep', { side: thumbnailSide, format: 'png', quality: 100 });
        tell({ type: 'thumbnail', of: thumbnailOf, png });
      } finally {
        loaded.close();
      }
    } catch (error) {
      this.#noImage.hidden = false;
      this.#previews.element.hidden = true;
      tell({ type: 'broken', reason: String(error) });
    }
  }
}

function fact(name: string, ...said: HTMLElement[]): HTMLElement[] {
  return [h('dt', {}, name), h('dd', {}, ...said)];
}

function code(id: string, text: string): HTMLElement {
  return h('code', { id }, text);
}

function copying(type: PlainRequest, label: string): HTMLElement {
  return iconButton('copy', label, () => tell({ type }));
}

function takingBack(type: NonNullable<PageSent['back']>): HTMLElement {
  return button(texts[type], () => tell({ type }));
}

function opening(): HTMLElement {
  return iconButton('openExternal', texts.openUrl, () => tell({ type: 'openUrl' }));
}
