/** What is worth a sentence before an image is sent, in the order in which it is said. None of it stops anyone. */
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
