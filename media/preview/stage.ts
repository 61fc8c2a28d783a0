import CropperCanvas from '@cropper/element-canvas';
import type { Background, Crop } from '../../src/core/model/preparation.ts';
import { announce } from './announcer.ts';
import { atNextFrame, format, h } from './dom.ts';
import { canZoom, matrixOf, moved, zoomedTo, zoomOf } from './pixels/crop.ts';
import type { Raster } from './pixels/raster.ts';
import { texts } from './texts.ts';
import { shareWheel } from './wheelSharing.ts';

/** How much of the stage lies beyond the square on each side: what the crop leaves out is seen there, dimmed. */
const margin = 0.08;
/** One press of an arrow key, as a share of the square; with Shift ten times that. */
const keyStep = 0.01;
const keyZoom = 1.1;

/** The detail of a cropper event, the same for drags, wheels and pinches. Page coordinates. */
interface GestureDetail {
  readonly action: string;
  readonly relatedEvent: MouseEvent;
  readonly startX?: number;
  readonly startY?: number;
  readonly endX?: number;
  readonly endY?: number;
  readonly scale?: number;
  readonly centerX?: number;
  readonly centerY?: number;
}

/** The crop stage: pointer, wheel, fingers and keys move, zoom and turn the image under the square. */
export class Stage {
  readonly element: HTMLElement;
  /** The element that takes the keys. */
  readonly control: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  #raster: Raster | undefined;
  #crop: Crop | undefined;
  #background: Background = 'keep';
  readonly #draw = atNextFrame(() => this.#drawNow());

  constructor(private readonly changed: (crop: Crop) => void) {
    CropperCanvas.$define();
    this.#canvas = h('canvas', { action: 'move' });
    this.control = h('div', {
      class: 'stage',
      tabindex: 0,
      role: 'application',
      'aria-label': texts.stageLabel,
      'aria-describedby': 'stage-help',
    });
    const surface = document.createElement('cropper-canvas');
    surface.append(this.#canvas);
    this.control.append(surface);
    const help = h('p', { id: 'stage-help', class: 'hint' }, texts.stageHelp);
    this.element = h('div', { class: 'stage-frame' }, this.control, help);
    surface.addEventListener('action', (event) => this.#gesture((event as CustomEvent<GestureDetail>).detail));
    this.control.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(this.#draw).observe(surface);
    shareWheel(surface, (inward) => this.#canZoom(inward));
  }

  show(raster: Raster, crop: Crop, background: Background): void {
    this.#raster = raster;
    this.#crop = crop;
    this.#background = background;
    this.#draw();
  }

  #canZoom(inward: boolean): boolean {
    return this.#crop !== undefined && this.#raster !== undefined && canZoom(this.#crop, this.#raster.size, inward);
  }

  #gesture({ action, relatedEvent, scale, centerX, centerY, ...drag }: GestureDetail): void {
    const size = this.#raster?.size;
    if (!this.#crop || !size) return;
    const { left, top, width } = this.#canvas.getBoundingClientRect();
    const square = width * (1 - 2 * margin);
    if (action === 'move' && drag.endX !== undefined && drag.startX !== undefined) {
      const right = (drag.endX - drag.startX) / square;
      const down = ((drag.endY ?? 0) - (drag.startY ?? 0)) / square;
      this.changed(moved(this.#crop, size, right, down));
    } else if (scale !== undefined) {
      const at = { x: (centerX ?? relatedEvent.pageX) - scrollX, y: (centerY ?? relatedEvent.pageY) - scrollY };
      const anchor = { x: (at.x - left) / square - margin, y: (at.y - top) / square - margin };
      this.changed(zoomedTo(this.#crop, size, zoomOf(this.#crop, size) * (1 + scale), anchor));
    }
  }

  #key(event: KeyboardEvent): void {
    const size = this.#raster?.size;
    if (!this.#crop || !size || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 10 * keyStep : keyStep;
    const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const zoom = { '+': keyZoom, '=': keyZoom, '-': 1 / keyZoom }[event.key];
    if (direction) {
      this.#crop = moved(this.#crop, size, (direction[0] ?? 0) * step, (direction[1] ?? 0) * step);
      const percent = (value: number, length: number) => Math.round((100 * value) / length);
      announce(format(texts.placeSaid, percent(this.#crop.x, size.width), percent(this.#crop.y, size.height)));
    } else if (zoom) {
      this.#crop = zoomedTo(this.#crop, size, zoomOf(this.#crop, size) * zoom);
      announce(format(texts.zoomSaid, Math.round(100 * zoomOf(this.#crop, size))));
    } else return;
    event.preventDefault();
    this.changed(this.#crop);
  }

  #drawNow(): void {
    const side = Math.round(this.#canvas.clientWidth * devicePixelRatio);
    const context = this.#canvas.getContext('2d');
    if (!this.#raster || !this.#crop || !context || side === 0) return;
    this.#canvas.width = side;
    this.#canvas.height = side;
    const edge = side * margin;
    const square = side - 2 * edge;
    if (this.#background !== 'keep') {
      context.fillStyle = this.#background;
      context.fillRect(0, 0, side, side);
    }
    drawImage(context, this.#raster, this.#crop, edge, square);
    drawFrame(context, side, edge, square);
  }
}

function drawImage(context: CanvasRenderingContext2D, { image, size }: Raster, crop: Crop, edge: number, square: number): void {
  const { a, b, c, d, e, f } = matrixOf(crop, square);
  context.save();
  context.imageSmoothingQuality = 'medium';
  context.translate(edge, edge);
  context.transform(a, b, c, d, e, f);
  context.drawImage(image, 0, 0, size.width, size.height);
  context.restore();
}

/** Dims what is cut off, more so beyond the square than between square and circle, and draws the circle's line. */
function drawFrame(context: CanvasRenderingContext2D, side: number, edge: number, square: number): void {
  const centre = side / 2;
  const around = (shape: (path: Path2D) => void) => {
    const path = new Path2D();
    path.rect(0, 0, side, side);
    shape(path);
    return path;
  };
  context.fillStyle = 'rgb(0 0 0 / 45%)';
  context.fill(
    around((path) => path.rect(edge, edge, square, square)),
    'evenodd',
  );
  context.fill(
    around((path) => path.arc(centre, centre, square / 2, 0, 2 * Math.PI)),
    'evenodd',
  );
  for (const [color, width] of [
    ['rgb(0 0 0 / 60%)', 3],
    ['#ffffff', 1],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width * devicePixelRatio;
    context.beginPath();
    context.arc(centre, centre, square / 2, 0, 2 * Math.PI);
    context.stroke();
  }
}
