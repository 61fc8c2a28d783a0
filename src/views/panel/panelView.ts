import * as vscode from 'vscode';
import type { AvatarUpdate } from '../../avatar/update.ts';
import { rowPicture } from '../../editor/rowPicture.ts';
import type { Draft } from '../../history/draft.ts';
import type { Review } from '../../upload/review.ts';
import { sendingSentence } from '../../upload/noticedSending.ts';
import type { PanelParts } from './panelParts.ts';
import { pageAgent, pageDraft, pageFailure, pagePicture, pageSent } from './pageMessages.ts';
import type { PanelWebview } from './panelWebview.ts';

/** Puts what the panel holds on its page, and looks up what belongs beside it. */
export class PanelView {
  /** Ends look-ups for what is no longer shown. */
  #looking = new AbortController();

  constructor(
    private readonly webview: PanelWebview,
    private readonly parts: Pick<PanelParts, 'updates' | 'lookups' | 'sender'>,
  ) {}

  /** Everything, as for a page that has just come up. */
  async render(review: Review): Promise<void> {
    const signal = this.#lookAnew();
    switch (review.kind) {
      case 'empty':
        this.webview.setTitle(vscode.l10n.t('Avatar Preview'));
        await this.webview.post({
          type: 'empty',
          sentence: vscode.l10n.t('Choose an image to see it as the widget will show it, before it is sent.'),
        });
        return;
      case 'sent':
        return this.#renderSent(review.update);
      case 'draft':
      case 'failed':
      case 'sending':
        this.#setDraftTitle(review.draft);
        await this.webview.post({ type: 'draft', draft: pageDraft(review.draft) });
        await this.renderProgress(review);
        return this.#showCurrent(review.draft, signal);
    }
  }

  /** Only what is at the foot of a draft: the picture and its crop stay as they are. */
  async renderProgress(review: Review): Promise<void> {
    if (review.kind === 'sending') return this.renderWaiting(sendingSentence(review.draft));
    const failure = review.kind === 'failed' ? pageFailure(review.failure) : undefined;
    await this.webview.post({ type: 'unsent', ...(failure && { failure }) });
  }

  /** What is going on while a draft is on its way. */
  renderWaiting(sentence: string): Promise<void> {
    return this.webview.post({ type: 'sending', sentence });
  }

  /** Another agent for the same picture. */
  async renderAgent(draft: Draft): Promise<void> {
    const signal = this.#lookAnew();
    this.#setDraftTitle(draft);
    await this.webview.post({ type: 'agent', agent: pageAgent(draft) });
    await this.webview.post({ type: 'unsent' });
    await this.webview.post({ type: 'current' });
    await this.#showCurrent(draft, signal);
  }

  /** What is known of whether the public sees an avatar. */
  async renderVisibility(update: AvatarUpdate): Promise<void> {
    const known = this.parts.sender.visibilities.of(update);
    await this.webview.post({ type: 'visibility', visibility: known === 'unknown' ? 'notAsked' : known });
  }

  dispose(): void {
    this.#looking.abort();
  }

  async #renderSent(update: AvatarUpdate): Promise<void> {
    this.webview.setTitle(vscode.l10n.t('Avatar of {0}', update.agentName ?? update.agentId));
    const { pictures } = this.parts.updates;
    const sent = pageSent(update, await pictures.read(update.image));
    const needsThumbnail = rowPicture(update.image, await pictures.thumbnails()) === 'none';
    await this.webview.post({ type: 'sent', sent: { ...sent, ...(needsThumbnail && { thumbnailOf: update.id }) } });
    await this.renderVisibility(update);
  }

  async #showCurrent({ agentId }: Draft, signal: AbortSignal): Promise<void> {
    const shown = await this.parts.lookups.current(agentId, signal);
    if (signal.aborted) return;
    const current =
      shown?.kind === 'picture' ? { kind: shown.kind, picture: pagePicture(shown.bytes, shown.mediaType) } : shown;
    await this.webview.post({ type: 'current', ...(current && { current }) });
  }

  #setDraftTitle({ agentId, agentName }: Draft): void {
    this.webview.setTitle(vscode.l10n.t('New Avatar: {0}', agentName ?? agentId));
  }

  #lookAnew(): AbortSignal {
    this.#looking.abort();
    this.#looking = new AbortController();
    return this.#looking.signal;
  }
}
