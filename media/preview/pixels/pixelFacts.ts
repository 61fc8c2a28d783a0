/** Pixels as of `getImageData`: four bytes a pixel, row by row, alpha not multiplied in. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

export interface PixelFacts {
  /** How much of the circle lets the page shine through, from 0 to 1. */
  readonly transparentShare: number;
  /** How much of the image's detail lies where the circle cuts it off, from 0 to 1. */
  readonly cutShare: number;
}

/** A difference between neighbours below this is shading or noise, not detail. Sum of three channels, each 0 to 255. */
const leastContrast = 48;

/** Looks at the square avatar and says what its circle does to it. A hundred pixels a side are enough. */
export function pixelFacts({ data, width, height }: Pixels): PixelFacts {
  const radius = Math.min(width, height) / 2;
  let inside = 0;
  let open = 0;
  let detail = 0;
  let cut = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isInside = Math.hypot(x + 0.5 - width / 2, y + 0.5 - height / 2) <= radius;
      const at = 4 * (y * width + x);
      if (isInside) {
        inside += 1;
        open += 1 - (data[at + 3] ?? 0) / 255;
      }
      const contrast = x > 0 && y > 0 ? difference(data, at, at - 4) + difference(data, at, at - 4 * width) : 0;
      if (contrast < leastContrast) continue;
      detail += contrast;
      if (!isInside) cut += contrast;
    }
  }
  return { transparentShare: inside > 0 ? open / inside : 0, cutShare: detail > 0 ? cut / detail : 0 };
}

/** How different two pixels look; what cannot be seen has no colour. */
function difference(data: Uint8ClampedArray, one: number, other: number): number {
  const [alphaOne, alphaOther] = [(data[one + 3] ?? 0) / 255, (data[other + 3] ?? 0) / 255];
  let sum = 255 * Math.abs(alphaOne - alphaOther);
  for (let channel = 0; channel < 3; channel++) {
    sum += Math.abs((data[one + channel] ?? 0) * alphaOne - (data[other + channel] ?? 0) * alphaOther);
  }
  return sum;
}
