/** How far into a file what says of its colours may stand. Bytes. */
const standWithin = 1 << 20;

/** The start of a file, a character for each byte. */
export function startOf(bytes: ArrayBuffer): string {
  return new TextDecoder('latin1').decode(bytes.slice(0, standWithin));
}

/** Whether a file says anything of its colours: a profile (JPEG, PNG, WebP, AVIF), or PNG's gamma, primaries or code points. */
export function mayHaveOwnColors(start: string): boolean {
  return /ICC_PROFILE|iCCP|ICCP|gAMA|cHRM|cICP|colr/.test(start);
}

/** Transfer functions of ITU-T H.273 that reach beyond white: PQ and HLG. */
const brighterThanWhite = ['\u0010', '\u0012'];

/**
 * Whether a file is brighter than white. Browsers bring such an image to the screen's range in image elements, and do
 * not where a worker decodes it.
 */
export function isHighDynamicRange(start: string): boolean {
  // The transfer function follows the primaries: two bytes each in AVIF, one in PNG.
  const transfer = /colrnclx[^]{3}([^])/.exec(start)?.[1] ?? /cICP[^]([^])/.exec(start)?.[1];
  return transfer !== undefined && brighterThanWhite.includes(transfer);
}
