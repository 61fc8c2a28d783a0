/** The messages between the preview panel (the extension's side) and its page. Nothing here may import anything. */

/** From the extension to the page. */
export type ToPage = { readonly type: 'show'; readonly preview: PagePreview } | { readonly type: 'gone' };

/** What the page shows; all texts are ready to read, in the person's language. */
export interface PagePreview {
  readonly agentId: string;
  /** The agent's name, or its id where no name is known. */
  readonly agentLabel: string;
  readonly fileName: string;
  readonly whenSet: string;
  readonly size: string;
  readonly avatarUrl?: string;
  readonly alt: string;
  /** The picture that was sent; absent when its bytes are no longer kept. */
  readonly picture?: { readonly bytes: ArrayBuffer; readonly mediaType: string };
  /** Handed back by the page when VS Code restores the panel. */
  readonly state: PageState;
}

/** What the page remembers over a reload of the window: names of things, never their content. */
export interface PageState {
  readonly origin: string;
  readonly agentId: string;
}

/** From the page to the extension; parsed there, since a page is outside. */
export type FromPage = { readonly type: (typeof pageRequests)[number] };

export const pageRequests = ['ready', 'copyAgentId', 'copyUrl', 'openUrl', 'setAnother'] as const;
