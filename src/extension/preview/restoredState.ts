import { parsePageState } from './incoming.ts';
import type { PreviewDeps } from './previewDeps.ts';
import type { PreviewEvent } from './previewState.ts';

/** What a panel showed that was open when the window went away, as far as it is still there. @param state the page's own */
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
