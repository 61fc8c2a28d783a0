import { arc, box, circle, gradient, stroke, type Canvas, type Color } from './canvas.ts';

const SHELL = gradient([[255, 255, 255], -0.4, -0.8], [[205, 214, 240], 0.4, 0.7]);
const SHADE: Color = [148, 163, 205];
const VISOR = gradient([[38, 45, 92], 0, -0.4], [[20, 24, 56], 0, 0.4]);
const GLOW: Color = [112, 240, 255];
const HALO: Color = [112, 240, 255, 0.35];
const CORAL: Color = [255, 122, 107];
const SHADOW: Color = [20, 20, 60, 0.28];

/** A friendly robot's head with a headset, about 1.3 units to each side of the origin. */
export function drawHead(canvas: Canvas): void {
  canvas
    .fill(stroke(0, -0.66, 0, -0.94, 0.035), SHADE)
    .fill(circle(0, -1, 0.105), gradient([[255, 170, 140], -0.06, -1.08], [CORAL, 0.06, -0.92]))
    .fill(box(0, 0.05, 0.86, 0.68, 0.42), SHADOW, 0.12)
    .fill(arc(0, 0, 0.91, 0.055, 1.45, -1), SHADE)
    .fill(box(-0.9, 0.02, 0.14, 0.27, 0.13), CORAL)
    .fill(box(0.9, 0.02, 0.14, 0.27, 0.13), CORAL)
    .fill(box(0, 0, 0.84, 0.68, 0.42), SHELL)
    .fill(box(0, 0.03, 0.66, 0.47, 0.32), VISOR)
    .fill(stroke(-0.42, -0.28, -0.16, -0.34, 0.03), [255, 255, 255, 0.22], 0.02)
    .fill(stroke(-0.27, -0.1, -0.27, 0.03, 0.14), HALO, 0.09)
    .fill(stroke(0.27, -0.1, 0.27, 0.03, 0.14), HALO, 0.09)
    .fill(stroke(-0.27, -0.09, -0.27, 0.02, 0.085), GLOW)
    .fill(stroke(0.27, -0.09, 0.27, 0.02, 0.085), GLOW)
    .fill(circle(-0.245, -0.1, 0.03), [255, 255, 255])
    .fill(circle(0.295, -0.1, 0.03), [255, 255, 255])
    .fill(arc(0, 0.12, 0.17, 0.032, 1.05), GLOW)
    .fill(circle(-0.46, 0.2, 0.085), [255, 122, 150, 0.55], 0.04)
    .fill(circle(0.46, 0.2, 0.085), [255, 122, 150, 0.55], 0.04)
    .fill(stroke(0.92, 0.24, 0.843, 0.582, 0.03), SHADE)
    .fill(arc(0.42, 0.28, 0.52, 0.03, 0.95), SHADE)
    .fill(circle(0.02, 0.6, 0.07), CORAL);
}

/** The robot's body below its head, down to about 2.7 units below the origin, standing. */
export function drawBody(canvas: Canvas): void {
  canvas
    .fill(box(0, 2.68, 0.75, 0.09, 0.09), SHADOW, 0.1)
    .fill(stroke(-0.26, 1.9, -0.26, 2.5, 0.14), SHADE)
    .fill(stroke(0.26, 1.9, 0.26, 2.5, 0.14), SHADE)
    .fill(box(-0.3, 2.58, 0.25, 0.12, 0.12), CORAL)
    .fill(box(0.3, 2.58, 0.25, 0.12, 0.12), CORAL)
    .fill(stroke(-0.58, 1.05, -0.84, 1.6, 0.12), SHADE)
    .fill(stroke(0.58, 1.05, 0.98, 0.62, 0.12), SHADE)
    .fill(circle(-0.88, 1.7, 0.17), SHELL)
    .fill(circle(1.05, 0.52, 0.17), SHELL)
    .fill(stroke(0, 0.6, 0, 0.9, 0.16), SHADE)
    .fill(box(0, 1.4, 0.58, 0.64, 0.36), gradient([[255, 255, 255], -0.3, 0.8], [[196, 206, 236], 0.3, 2]))
    .fill(box(0, 1.36, 0.3, 0.24, 0.12), VISOR)
    .fill(stroke(-0.16, 1.3, -0.16, 1.42, 0.03), GLOW)
    .fill(stroke(-0.05, 1.24, -0.05, 1.48, 0.03), GLOW)
    .fill(stroke(0.06, 1.3, 0.06, 1.42, 0.03), GLOW)
    .fill(stroke(0.17, 1.33, 0.17, 1.39, 0.03), GLOW);
}

/** The robot's shoulders, for an image that ends at the chest. */
export function drawShoulders(canvas: Canvas): void {
  canvas
    .fill(stroke(0, 0.6, 0, 0.9, 0.2), SHADE)
    .fill(box(0, 1.55, 0.92, 0.72, 0.5), SHADOW, 0.12)
    .fill(box(0, 1.52, 0.9, 0.72, 0.5), gradient([[255, 255, 255], -0.3, 0.8], [[190, 201, 234], 0.3, 1.7]));
}
