import type { WarningKind } from '../core/model/warningKinds.ts';
import type { PageVisibility } from './protocol.ts';

/**
 * The fixed words of the preview page, handed to it ready in the person's language. `{0}`, `{1}` stand for what only the
 * page knows. It imports types only: the page reads this file too.
 */
export interface PageTexts {
  readonly loading: string;
  readonly emptyTitle: string;
  readonly chooseImage: string;
  readonly chooseAnother: string;
  readonly fromComputer: string;
  readonly changeAgent: string;
  readonly pasteHint: string;
  readonly dropHere: string;

  readonly draftTitle: string;
  readonly fileFacts: string;
  readonly broken: string;
  readonly tookTooLong: string;

  readonly cropHeading: string;
  readonly stageLabel: string;
  readonly stageHelp: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly zoomPercent: string;
  readonly zoomPercentHint: string;
  readonly rotateLeft: string;
  readonly rotateRight: string;
  readonly flip: string;
  readonly fit: string;
  readonly fitHint: string;
  readonly fill: string;
  readonly fillHint: string;
  readonly reset: string;
  readonly resetHint: string;
  readonly zoomSaid: string;
  readonly turnSaid: string;
  readonly flippedSaid: string;
  readonly unflippedSaid: string;
  readonly placeSaid: string;

  readonly previewHeading: string;
  readonly onLight: string;
  readonly onDark: string;
  readonly open: string;
  readonly collapsed: string;
  readonly transcript: string;
  readonly pixels: string;
  readonly speaking: string;
  readonly speakingHint: string;
  readonly compareHeading: string;
  readonly current: string;
  readonly currentOrb: string;
  readonly currentNotShown: string;
  readonly currentUnknown: string;
  readonly fresh: string;

  readonly outputHeading: string;
  readonly asItIs: string;
  readonly asItIsHint: string;
  readonly background: string;
  readonly backgroundKeep: string;
  readonly backgroundWhite: string;
  readonly backgroundBlack: string;
  readonly backgroundColor: string;
  readonly color: string;
  readonly side: string;
  readonly sideOption: string;
  readonly format: string;
  readonly quality: string;
  readonly result: string;
  readonly resultPending: string;
  readonly encodingFailed: string;

  readonly warningsHeading: string;
  readonly oneWarning: string;
  readonly severalWarnings: string;
  readonly warnings: Readonly<Record<WarningKind, string>>;

  readonly setAvatar: string;
  readonly discard: string;
  readonly cancel: string;
  readonly dismiss: string;

  readonly visibility: Readonly<Record<PageVisibility, string>>;
  readonly visibilityHint: Readonly<Record<PageVisibility, string>>;
  readonly checkAgain: string;
  readonly checkNow: string;
  readonly sentTitle: string;
  readonly agentId: string;
  readonly copyAgentId: string;
  readonly avatarUrl: string;
  readonly noUrl: string;
  readonly copyUrl: string;
  readonly openUrl: string;
  readonly embedTag: string;
  readonly copyEmbedTag: string;
  readonly file: string;
  readonly noImage: string;
  readonly setAnother: string;
  readonly undo: string;
  readonly restoreEarlier: string;
}
