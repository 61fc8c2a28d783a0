import * as v from 'valibot';
import { type Background, outputFormats, outputSides, type Preparation } from '../model/preparation.ts';

/** Ten times the longest side that an image may have here: a crop square reaches a little beyond its image. */
const farthest = 10_000_000;
const length = v.pipe(v.number(), v.finite(), v.minValue(-farthest), v.maxValue(farthest));

/** A preparation as it comes from the page or back from disk. */
export const preparationSchema = v.object({
  asItIs: v.boolean(),
  crop: v.object({
    x: length,
    y: length,
    side: v.pipe(length, v.gtValue(0)),
    quarterTurns: v.picklist([0, 1, 2, 3]),
    flipped: v.boolean(),
  }),
  background: v.custom<Background>((value) => value === 'keep' || (typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value))),
  output: v.object({
    side: v.pipe(v.number(), v.integer(), v.minValue(outputSides.least), v.maxValue(outputSides.most)),
    format: v.picklist(outputFormats),
    quality: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
  }),
});

export function parsePreparation(value: unknown): Preparation | undefined {
  const parsed = v.safeParse(preparationSchema, value);
  return parsed.success ? parsed.output : undefined;
}
