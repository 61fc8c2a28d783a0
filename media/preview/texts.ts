import type { PageTexts } from '../../src/shared/pageTexts.ts';

/** The words of the page, as the extension wrote them into it. */
export const texts = JSON.parse(document.body.dataset['texts'] ?? '{}') as PageTexts;
