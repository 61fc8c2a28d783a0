/**
 * Keeps the keyboard somewhere on the page: where it was when the editor gives it back (a browser forgets that when
 * another frame had it), and on a control that goes on from there when the one it was on is gone, hidden or disabled.
 * Never takes it from elsewhere in the editor.
 */
export class FocusKeeper {
  #at: HTMLElement | undefined;

  /** @param landing where the keyboard belongs when what it was `lost` with, if anything, cannot have it any more */
  constructor(private readonly landing: (lost: HTMLElement | undefined) => HTMLElement | undefined) {
    document.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLElement) this.#at = target;
    });
    window.addEventListener('focus', () => {
      if (!canHaveFocus(document.activeElement)) this.#give(this.#at);
    });
    const attributeFilter = ['hidden', 'disabled', 'inert'];
    new MutationObserver(() => this.#keep()).observe(document.body, { subtree: true, childList: true, attributeFilter });
  }

  #keep(): void {
    if (!document.hasFocus() || canHaveFocus(document.activeElement)) return;
    // A click beside all controls takes the focus from one that still exists: that is no loss.
    if (!canHaveFocus(this.#at)) this.#give(undefined);
  }

  #give(element: HTMLElement | undefined): void {
    const taker = canHaveFocus(element) ? element : this.landing(this.#at);
    taker?.focus({ preventScroll: true });
  }
}

function canHaveFocus(element: Element | null | undefined): element is HTMLElement {
  return (
    element instanceof HTMLElement &&
    element !== document.body &&
    element.checkVisibility() &&
    !element.matches(':disabled') &&
    element.closest('[inert]') === null
  );
}
