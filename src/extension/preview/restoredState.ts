import { parsePageState } from './incoming.ts';
import type { PreviewDeps } from './previewDeps.ts';
import type { PreviewEvent } from './previewState.ts';

/** The event that brings back what a panel showed before the window was closed, if it still exists. @param state kept by the page */
export async function restoredState(
  state: unknown,
  { history, drafts }: Pick<PreviewDeps, 'history' | 'drafts'>,
): Promise<PreviewEvent | undefined> {
  const remembered = parsePageState(state);
  switch (remembered?.kind) {
    case undefined:
      return undefined;
    case 'awaited':
      return { type: 'awaited', agent: remembered };
    case 'draft': {
      const draft = await drafts.read(remembered.id);
      return draft && { type: 'drafted', draft };
    }
    case 'sent': {
      const entry = await history.newestOf(remembered);
      return entry && { type: 'opened', entry, isNew: false };
    }
  }
}
