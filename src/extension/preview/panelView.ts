import * as vscode from 'vscode';
import { type Agent, agentLabel } from '../../core/model/agent.ts';
import type { AvatarUpdate } from '../../core/model/update.ts';
import type { Draft } from '../../core/history/draft.ts';
import { earlierAvatars } from '../../core/history/earlier.ts';
import { rowPicture } from '../../core/history/rowPicture.ts';
import type { Review } from './review.ts';
import { sendingSentence } from '../upload/noticedSending.ts';
import type { PanelParts } from './panelParts.ts';
import { awaitedState, pageAgent, pageDraft, pageFailure, pagePicture, pageSent } from './pageMessages.ts';
import type { PanelWebview } from './panelWebview.ts';

/** Puts what the panel holds on its page, and looks up what belongs beside it. */
export class PanelView {
  /** Ends look-ups for what is no longer shown. */
  #looking = new AbortController();

  constructor(
    private readonly webview: PanelWebview,
    private readonly parts: Pick<PanelParts, 'updates' | 'currentAvatar' | 'nameOf' | 'visibilities' | 'log'>,
    /** Told the name of an agent that is shown by its id alone. */
    private readonly named: (agent: Agent, agentName: string) => Promise<void>,
  ) {}

  /** Everything, as for a page that has just come up. */
  async render(review: Review): Promise<void> {
    const signal = this.#lookAnew();
    switch (review.kind) {
      case 'empty':
        await this.#renderEmpty(review.agent);
        return;
      case 'sent':
        await this.#renderSent(review, signal);
        this.#lookUp(this.#findName(review.update, signal));
        return;
      case 'draft':
      case 'failed':
      case 'sending':
        this.#setDraftTitle(review.draft);
        await this.webview.post({ type: 'draft', draft: pageDraft(review.draft) });
        await this.webview.post({ type: 'current' });
        await this.renderProgress(review);
        this.#lookUp(this.#showCurrent(review.draft, signal), this.#findName(review.draft, signal));
        return;
    }
  }

  /** The name of the agent that is shown, whatever is shown of it. */
  async renderName(review: Review): Promise<void> {
    if (review.kind === 'empty') return;
    const agent = review.kind === 'sent' ? review.update : review.draft;
    if (review.kind === 'sent') this.#setSentTitle(review.update);
    else this.#setDraftTitle(review.draft);
    await this.webview.post({ type: 'agent', agent: pageAgent(agent) });
  }

  /** Only what is at the foot of a draft: the picture and its crop stay as they are. */
  async renderProgress(review: Review): Promise<void> {
    if (review.kind === 'sending') return this.renderWaiting(sendingSentence(review.draft));
    await this.webview.post({ type: 'unsent', ...(review.kind === 'failed' && { failure: pageFailure(review.failure) }) });
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
    this.#lookUp(this.#showCurrent(draft, signal), this.#findName(draft, signal));
  }

  /** What is known of whether the public sees an avatar. */
  async renderVisibility(update: AvatarUpdate): Promise<void> {
    const known = this.parts.visibilities.of(update);
    await this.webview.post({ type: 'visibility', visibility: known === 'unknown' ? 'notAsked' : known });
  }

  dispose(): void {
    this.#looking.abort();
  }

  async #renderEmpty(agent: Agent | undefined): Promise<void> {
    if (agent) this.#setDraftTitle(agent);
    else this.webview.setTitle(vscode.l10n.t('Avatar Preview'));
    const sentence = agent
      ? vscode.l10n.t('Choose an image for {0} to see it as the widget will show it, before it is sent.', agentLabel(agent))
      : vscode.l10n.t('Choose an image to see it as the widget will show it, before it is sent.');
    const state = agent && awaitedState(agent);
    await this.webview.post({ type: 'empty', sentence, ...(state && { state }) });
  }

  async #renderSent({ update, isNew }: Extract<Review, { kind: 'sent' }>, signal: AbortSignal): Promise<void> {
    this.#setSentTitle(update);
    const { pictures } = this.parts.updates;
    const sent = pageSent(update, await pictures.read(update.image));
    const needsThumbnail = rowPicture(update.image, await pictures.thumbnails()) === 'none';
    const hasEarlier = (await earlierAvatars(this.parts.updates, update)).length > 0;
    // Meanwhile another avatar may have been opened: what stands on the page is what its buttons act on.
    if (signal.aborted) return;
    const back = isNew ? 'undo' : 'restoreEarlier';
    await this.webview.post({
      type: 'sent',
      sent: { ...sent, ...(needsThumbnail && { thumbnailOf: update.id }), ...(hasEarlier && { back }) },
    });
    await this.renderVisibility(update);
  }

  /** What may be known of an agent is shown when it is there: nothing waits for it. */
  #lookUp(...lookUps: readonly Promise<void>[]): void {
    for (const lookUp of lookUps) {
      lookUp.catch((error: unknown) => this.parts.log.error('What is known of the agent could not be shown.', error));
    }
  }

  async #findName(agent: Agent, signal: AbortSignal): Promise<void> {
    const found = agent.agentName === undefined ? await this.parts.nameOf(agent, signal) : undefined;
    if (found !== undefined && !signal.aborted) await this.named(agent, found);
  }

  async #showCurrent(draft: Draft, signal: AbortSignal): Promise<void> {
    const shown = await this.parts.currentAvatar(draft, signal);
    if (signal.aborted) return;
    const current = shown?.kind === 'picture' ? { kind: shown.kind, picture: pagePicture(shown.bytes, shown.mediaType) } : shown;
    await this.webview.post({ type: 'current', ...(current && { current }) });
  }

  #setSentTitle(agent: Agent): void {
    this.webview.setTitle(vscode.l10n.t('Avatar of {0}', agentLabel(agent)));
  }

  #setDraftTitle(agent: Agent): void {
    this.webview.setTitle(vscode.l10n.t('New Avatar: {0}', agentLabel(agent)));
  }

  #lookAnew(): AbortSignal {
    this.#looking.abort();
    this.#looking = new AbortController();
    return this.#looking.signal;
  }
}
