/** The kinds of image that the widget's page can show, and the usual ending of each as a file. */
const extensions = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/svg+xml': 'svg',
} as const;

export type MediaType = keyof typeof extensions;

/** All media types an image can have here, for what reads them back from elsewhere. */
export const mediaTypes = Object.keys(extensions) as MediaType[];

/** The usual ending, without a dot, of a file of this type. */
export function extensionOf(mediaType: MediaType): string {
  return extensions[mediaType];
}

/** Endings of image files, for file dialogs and searches; the bytes decide what a file is. */
export const imageExtensions: readonly string[] = ['png', 'apng', 'jpg', 'jpeg', 'jpe', 'jfif', 'webp', 'gif', 'avif', 'svg'];

/** Finds image files by their endings, in capitals or not: cameras write `.JPG`, and a glob takes letters as they are. */
export const imageFilesGlob = `**/*.{${imageExtensions.map(inAnyCase).join(',')}}`;

function inAnyCase(extension: string): string {
  return Array.from(extension, (letter) => `[${letter}${letter.toUpperCase()}]`).join('');
}
