import * as vscode from 'vscode';
import type { Failure, InputFailure } from '../../avatar/failure.ts';
import { type AvatarImage, inspectImage } from '../../avatar/image.ts';
import type { Result } from '../../avatar/result.ts';
import type { AvatarUpdate } from '../../avatar/update.ts';
import { explain } from '../../editor/explanation.ts';
import { showFailure, takeAction } from '../../editor/failureNotice.ts';
import { readImage } from '../../editor/imageReader.ts';
import { readImageLimit } from '../../editor/settings.ts';
import { type Draft, newDraft, withAgent } from '../../history/draft.ts';
import { commandIds } from '../../ids.ts';
import { type FromPage, mostThumbnailBytes, thumbnailSide } from '../../protocol.ts';
import { inspectPrepared } from '../../upload/preparedImage.ts';
import { draftOf, isEditable, next, type Review, type ReviewEvent } from '../../upload/review.ts';
import { parsePageState } from './fromPage.ts';
import type { PanelParts } from './panelParts.ts';
import { PanelView } from './panelView.ts';
import { type Keyboard, PanelWebview } from './panelWebview.ts';
import { Sending } from './sending.ts';

/** The panel where an avatar is made right, sent, and seen: what it holds, and what each request of the page does. */
export class ReviewPanel implements vscode.Disposable {
  readonly #webview: PanelWebview;
  readonly #view: PanelView;
  readonly #visibilityChanges: vscode.Disposable;
  #review: Review = { kind: 'empty' };
  #sending: Sending | undefined;
  /** What was sent last of the draft that is held: sent again when the person asks for that. */
  #outgoing: AvatarImage | undefined;

  constructor(private readonly parts: PanelParts) {
    this.#webview = new PanelWebview(parts.extensionUri, {
      received: (message) => void this.#answer(message).catch((error: unknown) => this.#logError(message.type, error)),
      rejected: () => parts.log.warn('The preview sent a message that is not known, or too large.'),
      visibilityChanged: () => this.#sending?.panelIsVisible(this.#webview.isVisible),
    });
    this.#view = new PanelView(this.#webview, parts);
    this.#visibilityChanges = parts.sender.visibilities.onDidChange((update) => {
      const review = this.#review;
      if (review.kind !== 'sent' || review.update.id !== update.id) return;
      this.#view.renderVisibility(update).catch((error: unknown) => this.#logError('visibility', error));
    });
  }

  /** Prepares a picture for an agent, in front, where the person goes on. */
  async review(draft: Draft): Promise<void> {
    this.#webview.reveal('comes');
    await this.#hold({ type: 'drafted', draft });
  }

  /** Shows an avatar that was set. */
  async show(update: AvatarUpdate, keyboard: Keyboard): Promise<void> {
    this.#webview.reveal(keyboard);
    await this.#hold({ type: 'opened', update });
  }

  /** Brings back what is not sent yet: the draft at hand, or else the one that is kept. @returns whether there is one */
  async resume(): Promise<boolean> {
    if (draftOf(this.#review)) {
      this.#webview.reveal('comes');
      return true;
    }
    const draft = await this.parts.drafts.read();
    if (!draft) return false;
    this.#webview.reveal('comes');
    await this.#hold({ type: 'drafted', draft });
    // It may be on its way while another avatar was looked at here.
    if (this.#sending?.draft.id === draft.id) await this.#hold({ type: 'sendingBegan' });
    return true;
  }

  /** Fills a panel that was open when the window went away. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    if (this.#review.kind === 'empty') await this.#recall(state);
    this.#webview.adopt(panel);
  }

  dispose(): void {
    this.#visibilityChanges.dispose();
    this.#view.dispose();
    this.#sending?.cancel();
    this.#webview.dispose();
  }

  async #recall(state: unknown): Promise<void> {
    const remembered = parsePageState(state);
    if (remembered?.kind === 'sent') {
      const [update] = await this.parts.updates.ofAgent(remembered.origin, remembered.agentId);
      if (update) this.#review = next(this.#review, { type: 'opened', update });
    } else if (remembered) {
      const draft = await this.parts.drafts.read();
      if (draft) this.#review = next(this.#review, { type: 'drafted', draft });
    }
  }

  /** Takes an event in, shows what it changes, and keeps the draft it leaves. */
  async #hold(event: ReviewEvent): Promise<void> {
    const before = this.#review;
    this.#review = next(before, event);
    if (this.#review === before) return;
    const [held, heldBefore] = [draftOf(this.#review), draftOf(before)];
    if (held && held.id === heldBefore?.id) await this.#view.renderProgress(this.#review);
    else await this.#view.render(this.#review);
    if (held && held !== heldBefore) await this.parts.drafts.keep(held);
  }

  async #answer(message: FromPage): Promise<void> {
    const review = this.#review;
    switch (message.type) {
      case 'ready':
        return this.#view.render(review);
      case 'adjusted':
        return this.#adjust(message);
      case 'picture':
        return this.#takePicture(inspectImage(new Uint8Array(message.bytes), message.fileName, readImageLimit()));
      case 'uris':
        return this.#takeUris(message.uris);
      case 'chooseImage':
        return this.#chooseImage();
      case 'changeAgent':
        return this.#changeAgent();
      case 'send':
        return this.#sendDraft(message.draftId, message.prepared);
      case 'cancel':
        this.#sending?.cancel();
        return;
      case 'discard':
        if (isEditable(review)) await this.parts.drafts.forget(review.draft.id);
        return this.#hold({ type: 'discarded' });
      case 'failureAction':
        return this.#takeFailureAction();
      case 'checkAgain':
        if (review.kind === 'sent') this.parts.sender.visibilities.check(review.update);
        return;
      case 'copyAgentId':
      case 'copyUrl':
      case 'copyEmbedTag':
      case 'openUrl':
      case 'setAnother':
        return review.kind === 'sent' ? this.parts.act(message.type, review.update) : undefined;
      case 'thumbnail':
        return this.#keepThumbnail(message);
      case 'broken':
        this.parts.log.warn(`The preview could not do its part: ${message.reason}`);
        return;
      default: {
        const unknown: never = message;
        return unknown;
      }
    }
  }

  async #keepThumbnail({ of, png }: Extract<FromPage, { type: 'thumbnail' }>): Promise<void> {
    const review = this.#review;
    if (review.kind !== 'sent' || review.update.id !== of) return;
    const image = inspectImage(new Uint8Array(png), 'thumbnail.png', mostThumbnailBytes);
    const fits = image.ok && image.value.mediaType === 'image/png' && image.value.width === thumbnailSide && image.value.height === thumbnailSide;
    if (fits) await this.parts.updates.keepThumbnail(review.update.image, image.value.bytes);
    else this.parts.log.warn('The preview made a small picture that is none.');
  }

  /** The page has it on its screen already: nothing to show, only to keep. */
  async #adjust({ draftId, preparation }: Extract<FromPage, { type: 'adjusted' }>): Promise<void> {
    const review = this.#review;
    if (!isEditable(review) || review.draft.id !== draftId) return;
    this.#review = { ...review, draft: { ...review.draft, preparation } };
    await this.parts.drafts.keep(this.#review.draft);
  }

  async #takeUris([text, ...others]: readonly string[]): Promise<void> {
    if (others.length > 0) return this.#refuse({ kind: 'severalImages' });
    if (text === undefined || !URL.canParse(text)) return this.#refuse({ kind: 'argumentInvalid', argument: 'image' });
    const uri = vscode.Uri.parse(text, true);
    return this.#takePicture(await readImage(uri), uri);
  }

  async #chooseImage(): Promise<void> {
    if (!draftOf(this.#review)) {
      await vscode.commands.executeCommand(commandIds.setAvatar);
      return;
    }
    const uri = await this.parts.chooseImage();
    if (uri) await this.#takePicture(await readImage(uri), uri);
  }

  /** Another picture for the same agent. Without a draft it is not known yet for whom: that is asked. */
  async #takePicture(image: Result<AvatarImage, InputFailure>, source?: vscode.Uri): Promise<void> {
    if (!image.ok) return this.#refuse(image.failure);
    const review = this.#review;
    if (review.kind === 'sending') return;
    const agent = 'update' in review ? review.update : (draftOf(review) ?? (await this.parts.chooseAgent()));
    if (!agent) return;
    const { agentId, agentName } = agent;
    const draft = newDraft({
      agentId,
      ...(agentName !== undefined && { agentName }),
      image: image.value,
      ...(source && { source: source.toString() }),
    });
    await this.#hold({ type: 'drafted', draft });
  }

  async #changeAgent(): Promise<void> {
    const agent = await this.parts.chooseAgent();
    const review = this.#review;
    if (!agent || !isEditable(review)) return;
    const draft = withAgent(review.draft, agent);
    this.#review = next(review, { type: 'changed', draft });
    await this.parts.drafts.keep(draft);
    await this.#view.renderAgent(draft);
  }

  async #sendDraft(draftId: string, prepared: ArrayBuffer | undefined): Promise<void> {
    const review = this.#review;
    if (!isEditable(review) || review.draft.id !== draftId) return;
    const { image } = review.draft;
    const limit = readImageLimit();
    const outgoing = prepared
      ? inspectPrepared(prepared, image.fileName, limit)
      : inspectImage(image.bytes, image.fileName, limit);
    if (!outgoing.ok) return this.#hold({ type: 'failed', draftId, failure: outgoing.failure });
    this.#outgoing = outgoing.value;
    return this.#send(review.draft, outgoing.value);
  }

  async #send(draft: Draft, image: AvatarImage): Promise<void> {
    const sending: Sending = new Sending(this.parts.sender, draft, image, (sentence) => {
      if (this.#sending === sending) void this.#view.renderWaiting(sentence);
    });
    this.#sending = sending;
    await this.#hold({ type: 'sendingBegan' });
    const sent = await sending.run();
    if (this.#sending === sending) this.#sending = undefined;
    const { id: draftId } = draft;
    if (sent.ok) {
      await this.parts.drafts.forget(draftId);
      await this.#hold({ type: 'accepted', draftId, update: sent.value });
    } else if (sent.failure.kind === 'cancelled') await this.#hold({ type: 'cancelled', draftId });
    else await this.#hold({ type: 'failed', draftId, failure: sent.failure });
    if (sent.ok) this.parts.onSent(sent.value, this.#isSeen(sent.value));
    const action = await sending.notice(sent);
    if (action) return this.#sendAgain(action);
  }

  #isSeen({ id }: AvatarUpdate): boolean {
    const review = this.#review;
    return this.#webview.isVisible && review.kind === 'sent' && review.update.id === id;
  }

  async #takeFailureAction(): Promise<void> {
    const { failure } = this.#review.kind === 'failed' ? this.#review : { failure: undefined };
    if (!failure || failure.kind === 'cancelled') return;
    const { action } = explain(failure);
    const callers = action && (await takeAction(action));
    if (callers) await this.#sendAgain(callers);
  }

  async #sendAgain(action: 'setApiKey' | 'tryAgain'): Promise<void> {
    if (action === 'setApiKey' && !(await this.parts.sender.replaceKey())) return;
    const review = this.#review;
    if (isEditable(review) && this.#outgoing) await this.#send(review.draft, this.#outgoing);
  }

  /** Says in place what is wrong with a picture that was brought in; without a draft there is no place for it. */
  async #refuse(failure: InputFailure): Promise<void> {
    if (isEditable(this.#review)) await this.#webview.post({ type: 'refused', sentence: sentenceOf(failure) });
    else await showFailure(failure);
  }

  #logError(request: string, error: unknown): void {
    this.parts.log.error(`The preview’s “${request}” failed.`, error);
  }
}

function sentenceOf(failure: Exclude<Failure, { kind: 'cancelled' }>): string {
  return explain(failure).sentence;
}
