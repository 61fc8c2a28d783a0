import type { Agent } from './agent.ts';
import type { MediaType } from './mediaType.ts';

/** One avatar that a server accepted: what the history keeps and the views show. */
export interface HistoryEntry extends Agent {
  /** Names this entry among all others, and sorts by time. */
  readonly id: string;
  /** When the server accepted it, in milliseconds since 1970. */
  readonly at: number;
  /** It was not set from here: the server showed it before the first that was. `at` is when it was replaced. */
  readonly found?: true;
  /**
   * Of what one act has found, the higher is what it replaced, and the first where they are alike. Absent: 0.
   */
  readonly rank?: number;
  /** It was sent, and nobody knows whether it was set. */
  readonly unsettled?: true;
  /** The agent showed its colours before, and no image. */
  readonly replacedOrb?: true;
  /** The avatar's public address; absent when the server gave none. */
  readonly avatarUrl?: string;
  readonly image: SentImage;
}

/** The image of an entry. Sizes in pixels and bytes. */
export interface SentImage {
  readonly fileName: string;
  /** The file's Uri as text, where it came from a file. */
  readonly source?: string;
  readonly sha256: string;
  readonly mediaType: MediaType;
  readonly byteLength: number;
  readonly width: number;
  readonly height: number;
  readonly animated?: true;
}
