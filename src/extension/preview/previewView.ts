import * as vscode from 'vscode';
import { type Agent, agentLabel } from '../../core/model/agent.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import type { Draft } from '../../core/history/draft.ts';
import { earlierAvatars } from '../../core/history/earlier.ts';
import { rowImage } from '../../core/history/rowImage.ts';
import type { PreviewState } from './previewState.ts';
import { progressTitle } from '../upload/uploadWithProgress.ts';
import type { PreviewDeps } from './previewDeps.ts';
import { awaitedState, pageAgent, pageDraft, pageFailure, pageImage, pageSent } from './outgoing.ts';
import type { PreviewWebview } from './previewWebview.ts';

/** Puts what the panel holds on its page, and looks up what belongs beside it. */
export class PreviewView {
  /** Ends look-ups for what is no longer shown. */
  #looking = new AbortController();

  constructor(
    private readonly webview: PreviewWebview,
    private readonly deps: Pick<PreviewDeps, 'history' | 'currentAvatar' | 'nameOf' | 'visibilities' | 'log'>,
    /** Told the name of an agent that is shown by its id alone. */
    private readonly named: (agent: Agent, agentName: string) => Promise<void>,
  ) {}

  /** Everything, as for a page that has just come up. */
  async render(state: PreviewState): Promise<void> {
    const signal = this.#lookAnew();
    switch (state.kind) {
      case 'empty':
        await this.#renderEmpty(state.agent);
        return;
      case 'sent':
        await this.#renderSent(state, signal);
        this.#lookUp(this.#findName(state.entry, signal));
        return;
      case 'draft':
      case 'failed':
      case 'sending':
        this.#setDraftTitle(state.draft);
        await this.webview.post({ type: 'draft', draft: pageDraft(state.draft) });
        await this.webview.post({ type: 'current' });
        await this.renderProgress(state);
        this.#lookUp(this.#showCurrent(state.draft, signal), this.#findName(state.draft, signal));
        return;
    }
  }

  /** The name of the agent that is shown, whatever is shown of it. */
  async renderName(state: PreviewState): Promise<void> {
    if (state.kind === 'empty') return;
    const agent = state.kind === 'sent' ? state.entry : state.draft;
    if (state.kind === 'sent') this.#setSentTitle(state.entry);
    else this.#setDraftTitle(state.draft);
    await this.webview.post({ type: 'agent', agent: pageAgent(agent) });
  }

  /** Only what is at the foot of a draft: the image and its crop stay as they are. */
  async renderProgress(state: PreviewState): Promise<void> {
    if (state.kind === 'sending') return this.renderWaiting(progressTitle(state.draft));
    await this.webview.post({ type: 'unsent', ...(state.kind === 'failed' && { failure: pageFailure(state.failure) }) });
  }

  /** The sentence about an upload under way. */
  renderWaiting(sentence: string): Promise<void> {
    return this.webview.post({ type: 'sending', sentence });
  }

  /** Another agent for the same image. */
  async renderAgent(draft: Draft): Promise<void> {
    const signal = this.#lookAnew();
    this.#setDraftTitle(draft);
    await this.webview.post({ type: 'agent', agent: pageAgent(draft) });
    await this.webview.post({ type: 'unsent' });
    await this.webview.post({ type: 'current' });
    this.#lookUp(this.#showCurrent(draft, signal), this.#findName(draft, signal));
  }

  /** Shows whether the public sees an avatar, as far as that is known. */
  async renderVisibility(entry: HistoryEntry): Promise<void> {
    const known = this.deps.visibilities.of(entry);
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

  async #renderSent({ entry, isNew }: Extract<PreviewState, { kind: 'sent' }>, signal: AbortSignal): Promise<void> {
    this.#setSentTitle(entry);
    const { images } = this.deps.history;
    const sent = pageSent(entry, await images.read(entry.image));
    const needsThumbnail = rowImage(entry.image, await images.thumbnails()) === 'none';
    const hasEarlier = (await earlierAvatars(this.deps.history, entry)).length > 0;
    // Meanwhile another avatar may have been opened: what stands on the page is what its buttons act on.
    if (signal.aborted) return;
    const back = isNew ? 'undo' : 'restoreEarlier';
    await this.webview.post({
      type: 'sent',
      sent: { ...sent, ...(needsThumbnail && { thumbnailOf: entry.id }), ...(hasEarlier && { back }) },
    });
    await this.renderVisibility(entry);
  }

  /** Look-ups show their result when it arrives; nothing waits for them. */
  #lookUp(...lookUps: readonly Promise<void>[]): void {
    for (const lookUp of lookUps) {
      lookUp.catch((error: unknown) => this.deps.log.error('What is known of the agent could not be shown.', error));
    }
  }

  async #findName(agent: Agent, signal: AbortSignal): Promise<void> {
    const found = agent.agentName === undefined ? await this.deps.nameOf(agent, signal) : undefined;
    if (found !== undefined && !signal.aborted) await this.named(agent, found);
  }

  async #showCurrent(draft: Draft, signal: AbortSignal): Promise<void> {
    const shown = await this.deps.currentAvatar(draft, signal);
    if (signal.aborted) return;
    const current = shown?.kind === 'image' ? { kind: shown.kind, image: pageImage(shown.bytes, shown.mediaType) } : shown;
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
