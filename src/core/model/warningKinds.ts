/** The kinds of warnings about an image, in the order in which they are shown. None of them prevents the upload. */
export const warningKinds = [
  'small',
  'notSquare',
  'unusualFormat',
  'place',
  'metadata',
  'unread',
  'firstFrameOnly',
  'cutDetail',
  'transparent',
  'whiteInJpeg',
  'heavy',
] as const;
export type WarningKind = (typeof warningKinds)[number];
