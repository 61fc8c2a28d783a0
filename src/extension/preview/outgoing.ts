import * as vscode from 'vscode';
import { type Agent, agentLabel } from '../../core/model/agent.ts';
import { embedTag } from '../../core/model/embedTag.ts';
import type { Failure } from '../../core/model/failure.ts';
import type { ImageFacts } from '../../core/model/image.ts';
import { plainText } from '../../core/base/plainText.ts';
import type { HistoryEntry } from '../../core/model/historyEntry.ts';
import { explain } from '../editor/explanation.ts';
import { actionLabel } from '../editor/failureNotice.ts';
import { readEmbedTag } from '../editor/settings.ts';
import type { Draft } from '../../core/history/draft.ts';
import type { PageAgent, PageDraft, PageFacts, PageFailure, PageSent, PageState, PageImage } from '../../shared/protocol.ts';
import { fileSize } from '../../shared/fileSize.ts';
import { exactTime } from '../tree/relativeTime.ts';

/** Translates the panel's state for the page: ready plain texts, and bytes that belong to the message. */

export function pageAgent(agent: Agent): PageAgent {
  return { id: agent.agentId, label: agentLabel(agent) };
}

/** The page state of an agent that waits for its image. */
export function awaitedState({ origin, agentId, agentName }: Agent): PageState {
  return { kind: 'awaited', origin, agentId, ...(agentName !== undefined && { agentName }) };
}

export function pageImage(bytes: Uint8Array, mediaType: string): PageImage {
  return { bytes: new Uint8Array(bytes).buffer, mediaType };
}

function pageFacts({ animated, metadata, place }: ImageFacts): PageFacts {
  if (place === 'present') return { animated, carries: 'place' };
  if (metadata === 'present') return { animated, carries: 'metadata' };
  return { animated, carries: metadata === 'none' && place === 'none' ? 'nothing' : 'unknown' };
}

export function pageDraft(draft: Draft): PageDraft {
  const { id, image, preparation, asItIs } = draft;
  return {
    id,
    agent: pageAgent(draft),
    fileName: plainText(image.fileName),
    image: pageImage(image.bytes, image.mediaType),
    facts: pageFacts(image.facts),
    ...(preparation && { preparation }),
    ...(asItIs !== undefined && { asItIs }),
  };
}

export function pageFailure(failure: Failure): PageFailure {
  const { sentence, action } = explain(failure);
  return { sentence, ...(action && { actionLabel: actionLabel(action) }) };
}

/** @param bytes the image that was sent, as far as it is still kept */
export function pageSent(entry: HistoryEntry, bytes: Uint8Array | undefined): PageSent {
  const { agentId, at, avatarUrl, image, origin } = entry;
  const { language } = vscode.env;
  return {
    agent: pageAgent(entry),
    fileName: plainText(image.fileName),
    // The page stays as it is for hours: "now" would not stay true.
    whenSet: vscode.l10n.t('Set {0}', exactTime(at, language)),
    size: vscode.l10n.t('{0} × {1} pixels, {2}', image.width, image.height, fileSize(image.byteLength, language)),
    ...(avatarUrl !== undefined && { avatarUrl }),
    embedTag: embedTag(readEmbedTag(), agentId),
    ...(bytes && { image: pageImage(bytes, image.mediaType) }),
    state: { kind: 'sent', origin, agentId },
  };
}
