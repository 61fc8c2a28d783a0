import type { Crop } from '../../src/core/model/preparation.ts';
import { announce } from './announcer.ts';
import { iconButton, numberInput } from './controls.ts';
import { format, h } from './dom.ts';
import { filling, fitting, flipped, recropped, type Size, turned, zoomedTo, zoomLimits, zoomOf } from './pixels/crop.ts';
import { texts } from './texts.ts';

const buttonZoom = 1.25;

/** The buttons under the stage: everything it does with a pointer, and turns, as controls of their own. */
export class CropTools {
  readonly element: HTMLElement;
  readonly #zoom = numberInput({ least: 1, most: 2000, step: 1 }, (percent) => this.#zoomTo(() => percent / 100));
  #crop: Crop | undefined;
  #size: Size | undefined;

  constructor(private readonly changed: (crop: Crop) => void) {
    const { input } = this.#zoom;
    input.setAttribute('aria-label', texts.zoomPercent);
    input.title = texts.zoomPercentHint;
    this.element = h(
      'div',
      { class: 'toolbar', role: 'group', 'aria-label': texts.cropHeading },
      tools(
        iconButton('zoomOut', texts.zoomOut, () => this.#zoomTo((zoom) => zoom / buttonZoom)),
        h('span', { class: 'zoom' }, input, h('span', { 'aria-hidden': 'true' }, '%')),
        iconButton('zoomIn', texts.zoomIn, () => this.#zoomTo((zoom) => zoom * buttonZoom)),
      ),
      tools(
        iconButton('rotateLeft', texts.rotateLeft, () => this.#turn(-1)),
        iconButton('rotateRight', texts.rotateRight, () => this.#turn(1)),
        iconButton('flip', texts.flip, () => this.#flip()),
      ),
      tools(
        iconButton('fit', texts.fit, () => this.#change((crop, size) => recropped(crop, fitting(size))), texts.fitHint),
        iconButton('fill', texts.fill, () => this.#change((crop, size) => recropped(crop, filling(size))), texts.fillHint),
        iconButton('reset', texts.reset, () => this.#change((_, size) => filling(size)), texts.resetHint),
      ),
    );
  }

  show(crop: Crop, size: Size): void {
    this.#crop = crop;
    this.#size = size;
    const { least, most } = zoomLimits(size);
    // A whole percent that is never beyond what can be reached.
    this.#zoom.input.min = String(Math.ceil(100 * least));
    this.#zoom.input.max = String(Math.floor(100 * most));
    this.#zoom.show(Math.round(100 * zoomOf(crop, size)));
  }

  #zoomTo(next: (zoom: number) => number): void {
    this.#change((crop, size) => zoomedTo(crop, size, next(zoomOf(crop, size))));
    if (this.#crop && this.#size) announce(format(texts.zoomSaid, Math.round(100 * zoomOf(this.#crop, this.#size))));
  }

  #turn(by: 1 | -1): void {
    this.#change((crop) => turned(crop, by));
    announce(format(texts.turnSaid, 90 * (this.#crop?.quarterTurns ?? 0)));
  }

  #flip(): void {
    this.#change(flipped);
    announce(this.#crop?.flipped ? texts.flippedSaid : texts.unflippedSaid);
  }

  #change(next: (crop: Crop, size: Size) => Crop): void {
    if (this.#crop && this.#size) this.changed(next(this.#crop, this.#size));
  }
}

/** A group of controls, which stays on one line when the toolbar wraps. */
function tools(...children: HTMLElement[]): HTMLElement {
  return h('span', { class: 'tools' }, ...children);
}
