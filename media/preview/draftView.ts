import type { Crop, Preparation } from '../../src/core/model/preparation.ts';
import type { WarningKind } from '../../src/core/model/warningKinds.ts';
import { fileSize } from '../../src/shared/fileSize.ts';
import type { CurrentAvatar, PageAgent, PageDraft } from '../../src/shared/protocol.ts';
import { announce } from './announcer.ts';
import { Comparison } from './comparison.ts';
import { linkButton } from './controls.ts';
import { CropTools } from './cropTools.ts';
import { format, h, named, whenSettled } from './dom.ts';
import { tell } from './extension.ts';
import { fromComputer } from './fromComputer.ts';
import { icon } from './icons.ts';
import { OutputControls } from './outputControls.ts';
import { isSameCrop, wholePixels } from './pixels/crop.ts';
import { drawnCrop } from './pixels/drawing.ts';
import { effectiveBackground } from './pixels/encoding.ts';
import type { LoadedImage, ImageLoader } from './pixels/imageLoader.ts';
import { TookTooLong } from './pixels/pixelProcess.ts';
import { pixelFacts } from './pixels/pixelFacts.ts';
import { warningsFor } from './pixels/warnings.ts';
import { SendBar } from './sendBar.ts';
import { Stage } from './stage.ts';
import { texts } from './texts.ts';
import { WarningList } from './warningList.ts';
import { WidgetPreviews } from './widgetPreviews.ts';
import { formatName, shownCrop, usualPreparation } from './usualPreparation.ts';

/** Pixels a side of what the previews are drawn from: the widget's largest on a dense screen. */
const previewSide = 384;
/** Enough to judge what the circle does to an image. */
const factsSide = 128;
/** How long what was shown before stays while an image is opened: so nothing flickers when it is quick. Milliseconds. */
const patience = 400;
/** A gesture is over when nothing changed for so long. Milliseconds. */
const settled = 250;

/** The draft: an image is cropped, seen as the widget shows it, and sent. */
export class DraftView {
  readonly element: HTMLElement;
  readonly #title = h('h1');
  /** Beside a name: two agents may have the same. */
  readonly #agentId = h('code', { class: 'agent-id' });
  readonly #facts = h('p', { class: 'facts' });
  readonly #brokenWords = h('span', { class: 'words' });
  readonly #broken = h('div', { class: 'message error', role: 'alert', hidden: true }, icon('error'), this.#brokenWords);
  readonly #chooseAnother = linkButton(texts.chooseAnother, () => tell({ type: 'chooseImage' }));
  /** The controls that change the draft: none works while it is sent. */
  readonly #changes: readonly HTMLElement[];
  readonly #work: HTMLElement;
  readonly #stage = new Stage((crop) => this.#recrop(crop));
  readonly #tools = new CropTools((crop) => this.#recrop(crop));
  readonly #previews = new WidgetPreviews();
  readonly #comparison: Comparison;
  readonly #output = new OutputControls((preparation) => this.#adjust(preparation));
  readonly #warnings = new WarningList();
  readonly #bar = new SendBar(
    () => this.#send(),
    () => this.#warnings.goTo(),
  );
  readonly #encodeWhenSettled = whenSettled(settled, () => void this.#encode());
  #draft: PageDraft | undefined;
  #image: LoadedImage | undefined;
  #preparation: Preparation | undefined;
  /** The bytes of the present preparation; `undefined` until they are encoded. */
  #prepared: ArrayBuffer | undefined;
  /** The preparation that waits for its bytes to be sent. */
  #wanted: Preparation | undefined;
  /** The last announced result, without its crop. */
  #announced = '';

  /** Ends what is still being done for the image that was shown before. */
  #opening = new AbortController();

  constructor(private readonly images: ImageLoader) {
    this.#comparison = new Comparison(images);
    this.#work = h(
      'div',
      { class: 'work' },
      h(
        'section',
        { class: 'crop', 'aria-labelledby': 'crop-heading' },
        h('h2', { id: 'crop-heading' }, texts.cropHeading),
        this.#stage.element,
        this.#tools.element,
      ),
      this.#previews.element,
      this.#output.element,
      h('div', { class: 'judged' }, this.#comparison.element, this.#warnings.element),
    );
    const changeAgent = linkButton(texts.changeAgent, () => tell({ type: 'changeAgent' }));
    const ownImage = fromComputer(linkButton);
    this.#changes = [this.#work, changeAgent, this.#chooseAnother, ...(ownImage ? [ownImage] : [])];
    this.element = h(
      'main',
      { class: 'draft' },
      h(
        'header',
        {},
        h('div', { class: 'title' }, this.#title, changeAgent),
        this.#agentId,
        h('div', { class: 'title' }, this.#facts, this.#chooseAnother, ownImage),
      ),
      this.#broken,
      this.#work,
      this.#bar.element,
    );
  }

  /** Shows a draft. Resolves when its image is there, or is found to take long or to be broken. */
  async open(draft: PageDraft): Promise<void> {
    this.close();
    this.#draft = draft;
    this.#preparation = undefined;
    this.setAgent(draft.agent);
    this.#facts.replaceChildren(named(draft.fileName));
    this.#bar.showIdle();
    this.#bar.showResult(texts.resultPending);
    this.#bar.allowSending(false);
    this.#showWarnings([]);
    const { signal } = this.#opening;
    const late = new Promise<true>((resolve) => setTimeout(() => resolve(true), patience));
    const takesLong = await Promise.race([this.#open(draft, signal), late]);
    if (!takesLong || signal.aborted) return;
    // Of the draft before, nothing may be seen under the name of this one.
    this.#work.hidden = true;
    this.#broken.hidden = true;
  }

  async #open(draft: PageDraft, signal: AbortSignal): Promise<void> {
    try {
      const image = await this.images.load(draft.image, signal);
      // While it was decoded, another image may have been chosen.
      if (!signal.aborted) this.#opened(draft, image);
    } catch (error) {
      if (!signal.aborted) this.#showBroken(draft, error);
    }
  }

  /** Lets go of the image. */
  close(): void {
    this.#opening.abort();
    this.#opening = new AbortController();
    this.#draft = undefined;
    this.#image = undefined;
  }

  setAgent(agent: PageAgent): void {
    this.#title.textContent = format(texts.draftTitle, agent.label);
    this.#title.title = agent.id;
    this.#agentId.textContent = agent.id;
    this.#agentId.hidden = agent.label === agent.id;
  }

  setCurrent(current: CurrentAvatar | undefined): void {
    this.#comparison.showCurrent(current);
  }

  get bar(): SendBar {
    return this.#bar;
  }

  /** The first focus of the draft, or the next one after a control has gone. */
  landing(lost: HTMLElement | undefined): HTMLElement {
    return this.#bar.landing(lost) ?? (this.#work.hidden ? this.#chooseAnother : this.#stage.control);
  }

  /** While it is sent, nothing about it can be changed. */
  setSending(sentence: string | undefined): void {
    for (const change of this.#changes) change.inert = sentence !== undefined;
    this.element.classList.toggle('sending', sentence !== undefined);
    if (sentence === undefined) this.#bar.showIdle();
    else this.#bar.showSending(sentence);
  }

  #opened(draft: PageDraft, image: LoadedImage): void {
    const { size } = image.raster;
    const weight = fileSize(image.byteLength, document.documentElement.lang);
    this.#image = image;
    this.#facts.replaceChildren(named(draft.fileName), ` · ${format(texts.fileFacts, ...wholePixels(size))} · ${weight}`);
    this.#broken.hidden = true;
    this.#work.hidden = false;
    this.#show(draft.preparation ?? usualPreparation(image, draft));
    void this.#encode();
  }

  #showBroken(draft: PageDraft, error: unknown): void {
    this.#brokenWords.textContent = format(error instanceof TookTooLong ? texts.tookTooLong : texts.broken, draft.fileName);
    this.#broken.hidden = false;
    this.#work.hidden = true;
    this.#bar.showResult('');
    tell({ type: 'broken', reason: String(error) });
  }

  /** A crop of its own is no longer the file as it is; where nothing moved, nothing changes. */
  #recrop(crop: Crop): void {
    const [image, preparation] = [this.#image, this.#preparation];
    if (!image || !preparation) return;
    if (!isSameCrop(shownCrop(image, preparation), crop)) this.#adjust({ crop, asItIs: false });
  }

  #adjust(change: Partial<Preparation>): void {
    if (!this.#preparation) return;
    this.#show({ ...this.#preparation, ...change });
    this.#encodeWhenSettled();
  }

  /** Draws everything from what is at hand, at once; the bytes to be sent follow when the hand rests. */
  #show(preparation: Preparation): void {
    const image = this.#image;
    if (!image) return;
    const { raster } = image;
    this.#preparation = preparation;
    this.#prepared = undefined;
    this.#wanted = undefined;
    const crop = shownCrop(image, preparation);
    const background = preparation.asItIs ? 'keep' : effectiveBackground(preparation.background, preparation.output);
    this.#stage.show(raster, crop, background);
    this.#tools.show(crop, raster.size);
    this.#output.show(preparation);
    this.#bar.showResult(texts.resultPending);
    const square = drawnCrop(raster, crop, background, previewSide);
    this.#previews.show({ square, whole: preparation.asItIs ? raster.image : square });
    this.#comparison.showNext(square);
  }

  async #encode(): Promise<void> {
    const [draft, image, preparation] = [this.#draft, this.#image, this.#preparation];
    if (!draft || !image || !preparation) return;
    tell({ type: 'adjusted', draftId: draft.id, preparation });
    try {
      const { crop, background, output, asItIs } = preparation;
      const prepared = asItIs ? undefined : await image.encode(crop, background, output);
      if (this.#preparation === preparation) await this.#showResult(preparation, { draft, image, prepared });
    } catch (error) {
      if (this.#preparation !== preparation) return;
      this.#bar.showResult(texts.encodingFailed);
      this.#bar.allowSending(false);
      tell({ type: 'broken', reason: String(error) });
    }
  }

  /** From here on the previews show what was written, with whatever the format did to it. */
  async #showResult(preparation: Preparation, { draft, image, prepared }: Written): Promise<void> {
    const { raster, mediaType } = image;
    const byteLength = prepared?.byteLength ?? image.byteLength;
    const written = prepared && (await createImageBitmap(new Blob([prepared])));
    if (this.#preparation !== preparation) return;
    if (written) {
      this.#previews.show({ square: written, whole: written });
      this.#comparison.showNext(written);
    }
    // Without the background: whether there is anything to put one behind is part of the question.
    const judged = drawnCrop(raster, shownCrop(image, preparation), 'keep', factsSide);
    const pixels = pixelFacts(judged.getContext('2d')?.getImageData(0, 0, factsSide, factsSide) ?? nothing);
    this.#prepared = prepared;
    const result = format(
      texts.result,
      ...wholePixels(written ?? raster.size),
      formatName(preparation, mediaType),
      fileSize(byteLength, document.documentElement.lang),
    );
    this.#bar.showResult(result);
    this.#bar.allowSending(true);
    if (this.#wanted === preparation) this.#send();
    this.#showWarnings(warningsFor({ preparation, size: raster.size, mediaType, file: draft.facts, pixels, byteLength }));
    // After a change of the crop alone, its place, zoom or turn has just been announced and must be heard to its end.
    const subject = JSON.stringify([draft.id, preparation.asItIs, preparation.output, preparation.background]);
    if (subject !== this.#announced) announce(result);
    this.#announced = subject;
  }

  #showWarnings(kinds: readonly WarningKind[]): void {
    this.#warnings.show(kinds);
    this.#bar.showWarningCount(kinds.length);
  }

  #send(): void {
    if (!this.#draft || !this.#preparation) return;
    this.#wanted = undefined;
    if (this.#preparation.asItIs) tell({ type: 'send', draftId: this.#draft.id });
    else if (this.#prepared) tell({ type: 'send', draftId: this.#draft.id, prepared: this.#prepared });
    else {
      // Pressed right after a change: its bytes are made now, not when the hand has rested, and go when they are there.
      this.#wanted = this.#preparation;
      void this.#encode();
    }
  }
}

/** The image to be sent: `prepared`, or the draft's file as it is. */
interface Written {
  readonly draft: PageDraft;
  readonly image: LoadedImage;
  readonly prepared: ArrayBuffer | undefined;
}

const nothing = { data: new Uint8ClampedArray(), width: 0, height: 0 };
