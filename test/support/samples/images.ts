import { Canvas, circle, everywhere, gradient, stroke, type Color, type Shape } from './canvas.ts';
import { drawBody, drawHead, drawShoulders } from './robot.ts';

const WHITE: Color = [255, 255, 255, 0.1];

/** 512 × 512: head and shoulders, with room at the edge for the widget's circle. */
export function squarePng(): Buffer {
  const canvas = new Canvas(512, 512, 150, [256, 262])
    .fill(everywhere, gradient([[45, 212, 191], -1.6, -1.7], [[91, 79, 233], 1.6, 1.7]))
    .fill(circle(-1.2, -1.1, 1.1), WHITE, 0.02)
    .fill(circle(1.35, 0.9, 0.9), WHITE, 0.02)
    .fill(circle(0, 0, 1.32), [255, 255, 255, 0.16], 0.03);
  drawShoulders(canvas);
  drawHead(canvas);
  return canvas.toPng();
}

/** 512 × 512: the head alone; all around it the page shows through. */
export function transparentPng(): Buffer {
  const canvas = new Canvas(512, 512, 205, [256, 276]);
  drawHead(canvas);
  return canvas.toPng();
}

/** 1200 × 480: a landscape whose robot stands left of the middle, where a centred crop loses it. */
export function widePng(): Buffer {
  const canvas = new Canvas(1200, 480, 240)
    .fill(everywhere, gradient([[255, 205, 148], 0, -1], [[255, 126, 126], 0, 0.6]))
    .fill(circle(1.1, -0.15, 0.62), [255, 240, 190, 0.35], 0.3)
    .fill(circle(1.1, -0.15, 0.34), [255, 246, 214])
    .fill(hills(0.12, 0.16, 1.7, 0.4), [231, 103, 129])
    .fill(hills(0.34, 0.13, 2.3, 2), [160, 74, 132])
    .fill(hills(0.62, 0.07, 1.4, 4.4), gradient([[94, 52, 118], 0, 0.5], [[52, 34, 90], 0, 1]));
  const robot = canvas.at(-1.35, -0.3, 0.42);
  drawBody(robot);
  drawHead(robot);
  return canvas.toPng();
}

/** 480 × 960: the robot standing, its head in the upper third. */
export function tallPng(): Buffer {
  const canvas = new Canvas(480, 960, 170, [240, 300])
    .fill(everywhere, gradient([[30, 27, 75], 0, -1.8], [[124, 92, 214], 0, 3.4]))
    .fill(circle(0, 0.1, 1.5), [140, 160, 255, 0.22], 0.8);
  for (const [x, y, size] of STARS) {
    canvas.fill(circle(x, y, size), [255, 255, 255, 0.85], 0.008);
  }
  canvas.fill(stroke(-2, 3.75, 2, 3.75, 1.1), gradient([[88, 66, 170], 0, 2.6], [[48, 36, 110], 0, 3.9]));
  drawBody(canvas);
  drawHead(canvas);
  return canvas.toPng();
}

const STARS: readonly (readonly [x: number, y: number, size: number])[] = [
  [-1.15, -1.45, 0.02],
  [-0.7, -1.15, 0.012],
  [0.85, -1.5, 0.016],
  [1.2, -1.05, 0.024],
  [0.45, -1.25, 0.01],
  [-1.25, -0.75, 0.012],
  [1.28, 0.9, 0.014],
  [-1.2, 0.85, 0.02],
  [-1.28, 1.4, 0.01],
  [1.1, 1.45, 0.016],
  [-0.35, -1.55, 0.014],
  [1.3, -0.35, 0.01],
];

/** Everything below a wavy line. */
function hills(level: number, height: number, frequency: number, phase: number): Shape {
  const line = (x: number): number => level + height * Math.sin(x * frequency + phase) + height * 0.3 * Math.sin(x * frequency * 2.7);
  return { distance: (x, y) => line(x) - y, within: [0, 0, Infinity] };
}
