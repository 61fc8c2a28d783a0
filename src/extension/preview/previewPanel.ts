import * as vscode from 'vscode';
import type { Agent } from '../../core/model/agent.ts';
import { type Failure, type InputFailure, isJustCancelled } from '../../core/model/failure.ts';
import type { Disposable } from '../../core/base/emitter.ts';
import { failed, type Result } from '../../core/base/result.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import { explain } from '../editor/explanation.ts';
import { type CallersAction, showFailure, takeAction } from '../editor/failureNotice.ts';
import { readImageLimit } from '../editor/settings.ts';
import { type Draft, isSameDraft, newDraft, withAgent } from '../../core/history/draft.ts';
import { commandIds } from '../ids.ts';
import type { FromPage } from '../../shared/protocol.ts';
import type { PendingAvatar } from '../../core/services/avatarUploader.ts';
import { outgoingImage } from './preparedImage.ts';
import { agentOf, draftOf, isEditable, next, type PreviewState, type PreviewEvent } from './previewState.ts';
import { type NewImage, readChosen, readDropped, readHandedOver, tooLarge } from './newImage.ts';
import type { PreviewDeps } from './previewDeps.ts';
import { PreviewView } from './previewView.ts';
import { type Keyboard, PreviewWebview } from './previewWebview.ts';
import { restoredState } from './restoredState.ts';
import { type DraftUpload, DraftUploads } from './draftUploads.ts';
import { keepThumbnail } from './thumbnail.ts';

/** The panel where an avatar is made right, sent, and seen: what it holds, and what each request of the page does. */
export class PreviewPanel implements vscode.Disposable {
  readonly #webview: PreviewWebview;
  readonly #view: PreviewView;
  readonly #visibilityChanges: Disposable;
  readonly #uploads: DraftUploads;
  #state: PreviewState = { kind: 'empty' };

  constructor(private readonly deps: PreviewDeps) {
    this.#webview = new PreviewWebview(deps.extensionUri, {
      received: (message) => void this.#answer(message).catch((error: unknown) => this.#logError(message.type, error)),
      rejected: () => deps.log.warn('The preview sent a message that is not known, or too large.'),
      visibilityChanged: () => this.#tellWhatIsSeen(),
    });
    this.#uploads = new DraftUploads(deps.uploader);
    this.#view = new PreviewView(this.#webview, deps, (agent, agentName) => this.#name(agent, agentName));
    this.#visibilityChanges = deps.visibilities.onDidChange((entry) => {
      const state = this.#state;
      if (state.kind !== 'sent' || state.entry.id !== entry.id) return;
      this.#view.renderVisibility(entry).catch((error: unknown) => this.#logError('visibility', error));
    });
  }

  /** Prepares an image for an agent, in front, where the person goes on. */
  async showDraft(draft: Draft): Promise<void> {
    this.#webview.reveal('comes');
    await this.#hold({ type: 'drafted', draft });
  }

  /** Asks for an image for an agent, from wherever the page can have one. */
  async awaitImage(agent: Agent): Promise<void> {
    this.#webview.reveal('comes');
    await this.#hold({ type: 'awaited', agent });
  }

  /** Shows an avatar that was set; just now, where that is said. */
  async show(entry: HistoryEntry, { isNew = false, keyboard = 'stays' }: { isNew?: boolean; keyboard?: Keyboard } = {}): Promise<void> {
    this.#webview.reveal(keyboard);
    await this.#hold({ type: 'opened', entry, isNew });
  }

  /** Comes to the front as it is; with nothing in it, it asks for an image. */
  open(): void {
    this.#webview.reveal('comes');
  }

  /** Brings back what is not sent yet: the draft at hand, or else the one that is kept. @returns whether there is one */
  async resume(): Promise<boolean> {
    if (this.#state.kind !== 'sent' && agentOf(this.#state)) {
      this.#webview.reveal('comes');
      return true;
    }
    const draft = await this.deps.drafts.read();
    if (!draft) return false;
    this.#webview.reveal('comes');
    await this.#hold({ type: 'drafted', draft });
    // It may be on its way while another avatar was looked at here.
    if (this.#uploads.of(draft.id)?.isUnderWay) await this.#hold({ type: 'sendingBegan' });
    return true;
  }

  /** Fills a panel that was open when the window went away. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    try {
      const restored = agentOf(this.#state) ? undefined : await restoredState(state, this.deps);
      // Meanwhile another avatar may have been opened.
      if (restored && !agentOf(this.#state)) this.#state = next(this.#state, restored);
    } finally {
      this.#webview.adopt(panel);
    }
  }

  dispose(): void {
    this.#visibilityChanges.dispose();
    this.#view.dispose();
    this.#uploads.cancelAll();
    this.#webview.dispose();
  }

  /** Takes an event in, shows what it changes, and keeps the draft it leaves. */
  async #hold(event: PreviewEvent): Promise<void> {
    const before = this.#state;
    this.#state = next(before, event);
    if (this.#state === before) return;
    this.#tellWhatIsSeen();
    const [held, heldBefore] = [draftOf(this.#state), draftOf(before)];
    const shown = held && held.id === heldBefore?.id ? this.#view.renderProgress(this.#state) : this.#view.render(this.#state);
    await Promise.all([shown, held && held !== heldBefore && this.deps.drafts.keep(held)]);
  }

  async #answer(message: FromPage): Promise<void> {
    const state = this.#state;
    switch (message.type) {
      case 'ready':
        return this.#view.render(state);
      case 'adjusted':
        return this.#adjust(message);
      case 'image':
        return this.#takeImage(await readHandedOver(message.bytes, message.fileName), agentOf(state));
      case 'imageTooLarge':
        return this.#refuse(tooLarge(message));
      case 'severalImages':
        return this.#refuse({ kind: 'severalImages' });
      case 'uris':
        return this.#takeImage(await readDropped(message.uris), agentOf(state));
      case 'chooseImage':
        return this.#chooseImage();
      case 'changeAgent':
        return this.#changeAgent();
      case 'send':
        return this.#sendDraft(message.draftId, message.prepared);
      case 'cancel':
        this.#uploads.of(draftOf(state)?.id)?.cancel();
        return;
      case 'discard':
        await this.#hold({ type: 'discarded' });
        if (isEditable(state)) await this.deps.drafts.forget(state.draft.id);
        return;
      case 'failureAction':
        return this.#takeFailureAction();
      case 'checkAgain':
        if (state.kind === 'sent') this.deps.visibilities.check(state.entry);
        return;
      case 'copyAgentId':
      case 'copyUrl':
      case 'copyEmbedTag':
      case 'openUrl':
      case 'setAnother':
      case 'undo':
      case 'restoreEarlier':
        return state.kind === 'sent' ? this.deps.act(message.type, state.entry) : undefined;
      case 'thumbnail':
        return keepThumbnail(this.deps, state, message);
      case 'broken':
        this.deps.log.warn(`The preview could not do its part: ${message.reason}`);
        return;
      default: {
        const unknown: never = message;
        return unknown;
      }
    }
  }

  /** The page has it on its screen already: nothing to show, only to keep. What failed before was another crop. */
  async #adjust({ draftId, preparation }: Extract<FromPage, { type: 'adjusted' }>): Promise<void> {
    const state = this.#state;
    if (!isEditable(state) || state.draft.id !== draftId) return;
    const draft = { ...state.draft, preparation };
    const isChanged = JSON.stringify(state.draft.preparation) !== JSON.stringify(preparation);
    this.#state = isChanged ? next(state, { type: 'changed', draft }) : state;
    if (this.#state.kind !== state.kind) await this.#view.renderProgress(this.#state);
    if (isChanged) await this.deps.drafts.keep(draft);
  }

  async #chooseImage(): Promise<void> {
    const agent = agentOf(this.#state);
    const isAnother = draftOf(this.#state) !== undefined;
    if (agent) return this.#takeImage(await readChosen(() => this.deps.chooseImage(isAnother)), agent);
    await vscode.commands.executeCommand(commandIds.setAvatar);
  }

  /** An image for an agent, the one it was chosen for. Where none was shown then, it is asked for. */
  async #takeImage(image: Result<NewImage, InputFailure> | undefined, shown: Agent | undefined): Promise<void> {
    if (!image) return;
    if (!image.ok) return this.#refuse(image.failure);
    if (this.#state.kind === 'sending') return;
    const agent = shown ?? (await this.deps.chooseAgent());
    if (!agent) return;
    const { origin, agentId, agentName } = agent;
    const draft = newDraft({ origin, agentId, ...(agentName !== undefined && { agentName }), ...image.value });
    await this.#hold({ type: 'drafted', draft });
  }

  async #changeAgent(): Promise<void> {
    const before = draftOf(this.#state);
    const agent = await this.deps.chooseAgent();
    const state = this.#state;
    // Meanwhile another draft may have come, which was not asked about.
    if (!agent || !isEditable(state) || state.draft.id !== before?.id) return;
    const draft = withAgent(state.draft, agent);
    this.#state = next(state, { type: 'changed', draft });
    await this.deps.drafts.keep(draft);
    await this.#view.renderAgent(draft);
  }

  /** The same agent, under its name. */
  async #name(agent: Agent, agentName: string): Promise<void> {
    const before = this.#state;
    this.#state = next(before, { type: 'named', agent: { ...agent, agentName } });
    if (this.#state === before) return;
    const draft = draftOf(this.#state);
    if (draft) await this.deps.drafts.keep(draft);
    await this.#view.renderName(this.#state);
  }

  async #sendDraft(draftId: string, prepared: ArrayBuffer | undefined): Promise<void> {
    const state = this.#state;
    if (!isEditable(state) || state.draft.id !== draftId) return;
    const place = await this.deps.uploader.takePlace(state.draft);
    const outgoing = await outgoingImage(state.draft.image, prepared, readImageLimit());
    // Meanwhile it may have been sent already, or another one taken in its place.
    const now = this.#state;
    if (!isEditable(now) || now.draft.id !== draftId) return;
    if (!outgoing.ok) return this.#hold({ type: 'failed', draftId, failure: outgoing.failure });
    return this.#send(now.draft, this.deps.uploader.begin({ ...now.draft, image: outgoing.value }, { place }));
  }

  /** @param pending the person's act */
  async #send(draft: Draft, pending: Promise<PendingAvatar>): Promise<void> {
    const { id: draftId } = draft;
    const isShown = () => this.#state.kind === 'sending' && this.#state.draft.id === draftId;
    const upload = this.#uploads.begin(draft, pending, (sentence) => {
      // Meanwhile the panel may have gone on to another draft.
      if (isShown()) void this.#view.renderWaiting(sentence);
    });
    if (draftOf(this.#state)?.id === draftId) await this.#hold({ type: 'sendingBegan' });
    const sent = await upload.run().catch((error: unknown) => {
      this.#logError('send', error);
      return failed({ kind: 'brokenHere' } as const);
    });
    if (sent.ok) {
      await this.#hold({ type: 'accepted', draftId, entry: sent.value });
      await this.deps.drafts.forget(draftId);
    } else if (isJustCancelled(sent.failure)) await this.#hold({ type: 'cancelled', draftId });
    else await this.#hold({ type: 'failed', draftId, failure: sent.failure });
    if (sent.ok && !this.#isSeen(sent.value)) this.deps.onSentUnseen(sent.value);
    const action = await upload.notice(sent);
    if (action && !sent.ok) return this.#sendAgain(action, upload, sent.failure);
  }

  #tellWhatIsSeen(): void {
    this.#uploads.show(draftOf(this.#state)?.id, this.#webview.isVisible);
  }

  #isSeen({ id }: HistoryEntry): boolean {
    const state = this.#state;
    return this.#webview.isVisible && state.kind === 'sent' && state.entry.id === id;
  }

  async #takeFailureAction(): Promise<void> {
    if (this.#state.kind !== 'failed') return;
    const { failure, draft } = this.#state;
    const upload = this.#uploads.of(draft.id);
    const { action } = explain(failure);
    const callers = action && (await takeAction(action));
    if (callers && upload) await this.#sendAgain(callers, upload, failure);
  }

  /** Sends once more what was sent. Where the panel holds it, changed since, the person looks at it first. */
  async #sendAgain(action: CallersAction, upload: DraftUpload, failure: Failure): Promise<void> {
    const { draft } = upload;
    if (action === 'replaceCredential' && !(await this.deps.uploader.replaceKey())) return;
    const state = this.#state;
    const held = draftOf(state);
    const again = () => upload.again(failure, action === 'setAnyway');
    if (held?.id !== draft.id) await this.#send(draft, again());
    else if (isEditable(state) && isSameDraft(held, draft)) await this.#send(held, again());
    else this.#webview.reveal('comes');
  }

  /** Says in place what is wrong with an image that was brought in, where there is a place for it. */
  async #refuse(failure: InputFailure): Promise<void> {
    if (isEditable(this.#state)) await this.#webview.post({ type: 'refused', sentence: explain(failure).sentence });
    else await showFailure(failure);
  }

  #logError(request: string, error: unknown): void {
    this.deps.log.error(`The preview’s “${request}” failed.`, error);
  }
}
