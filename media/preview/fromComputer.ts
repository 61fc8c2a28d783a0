import { h } from './dom.ts';
import { handOver } from './incoming.ts';
import { texts } from './texts.ts';

/**
 * A button for a file of the person's own computer, where the editor's dialog shows another's: only the page runs where
 * the person is. @param make gives it its look
 */
export function fromComputer(make: (label: string, act: () => void) => HTMLButtonElement): HTMLElement | undefined {
  if (document.body.dataset['files'] !== 'elsewhere') return undefined;
  const input = h('input', { type: 'file', accept: 'image/*', hidden: true });
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    // The same file may be chosen again, changed since.
    input.value = '';
    handOver(files);
  });
  return h(
    'span',
    {},
    input,
    make(texts.fromComputer, () => input.click()),
  );
}
