import { parsePageState } from './fromPage.ts';
import type { PanelParts } from './panelParts.ts';
import type { ReviewEvent } from './review.ts';

/** What a panel showed that was open when the window went away, as far as it is still there. @param state the page's own */
export async function recall(
  state: unknown,
  { updates, drafts }: Pick<PanelParts, 'updates' | 'drafts'>,
): Promise<ReviewEvent | undefined> {
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
      const update = await updates.newestOf(remembered);
      return update && { type: 'opened', update, isNew: false };
    }
  }
}
