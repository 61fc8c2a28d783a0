/** The turns of one gesture follow one another more closely than this. Milliseconds. */
const pause = 300;

/**
 * Says whose a turn of the wheel over the stage is. It zooms the image, but is left to the page, which scrolls, where
 * it could not zoom any further, and where it goes on with a scrolling that began beside the stage. With Ctrl, as which
 * browsers also report a pinch, it always zooms.
 */
export function shareWheel(stage: HTMLElement, canZoom: (inward: boolean) => boolean): void {
  let scrolledAt = -Infinity;
  const share = (event: WheelEvent) => {
    if (event.ctrlKey) return;
    const isOverStage = event.composedPath().includes(stage);
    // For an event that cannot be cancelled the browser scrolls already, as it does to the end of a touchpad's gesture.
    const isScrolling = !isOverStage || !event.cancelable || event.timeStamp - scrolledAt < pause;
    if (isScrolling) scrolledAt = event.timeStamp;
    if (isScrolling || event.deltaY === 0 || !canZoom(event.deltaY < 0)) event.stopPropagation();
  };
  // Before the stage's own listener, which would keep the page from scrolling.
  document.addEventListener('wheel', share, { capture: true, passive: true });
}
