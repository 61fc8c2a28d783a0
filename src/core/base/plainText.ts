/** Longest text from outside that is shown, unless its place says otherwise. Characters. */
const usualLength = 300;

/** More marks than any script puts on one letter would run over the lines above and below. */
const mostMarks = 8;

/** Stands between words, or looks as if it did: controls, line ends, fillers. */
const blank = '\\p{Cc}\\p{Zl}\\p{Zp}\\u115f\\u1160\\u3164\\uffa0';

/** Draws nothing, or changes where other characters are drawn: directions, characters without width. Words may have it inside. */
const hidden = '\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb\\u{13430}-\\u{1343f}';

const unseen = blank + hidden;

/** Scripts that are written with characters without width, between their letters. */
const joiningScript = `[${[
  'Arabic',
  'Syriac',
  'Mongolian',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Khmer',
  'Myanmar',
]
  .map((script) => `\\p{Script=${script}}`)
  .join('')}]`;

/** Three flags are spelled in tags. Any other text in tags is hidden. */
const spelledFlag = ['eng', 'sct', 'wls'].map((region) => tagged(`gb${region}`)).join('|');

/** Where such a character changes the drawn text, it stays: within an emoji, and between those letters. */
const joiner = [
  `(?<=\\u{1f3f4})(?:${spelledFlag})`,
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
  '(?<=\\p{Extended_Pictographic})[\\ufe0e\\ufe0f]',
  '(?<=[#*0-9])\\ufe0f(?=\\u20e3)',
  `(?<=${joiningScript}\\p{M}{0,${mostMarks}})[\\u200c\\u200d](?=${joiningScript})`,
  '(?<=\\p{Script=Mongolian})(?<![\\u180b-\\u180f])[\\u180b-\\u180f]',
].join('|');

const joinersAndUnseen = new RegExp(`(${joiner})|([${blank}]+)|(?:(?![${blank}])[${hidden}])+`, 'gu');
const anyUnseen = new RegExp(`[${unseen}]`, 'u');
const tooManyMarks = new RegExp(`(\\p{M}{${mostMarks}})\\p{M}+`, 'gu');
const unseenAround = new RegExp(`^[\\s${unseen}]+|(?<![\\s${unseen}])[\\s${unseen}]+$`, 'gu');

/** VS Code makes a link of `[words](command:…)`, `(https:…)` and `(file:…)` in its messages, if nothing stands in between. */
const linkMiddle = /\]\((?=[a-z][a-z\d+.-]*:)/giu;

/**
 * A text from outside as what it is, one line of plain text: what a person reads is what is there, in its order, and
 * nothing of it is a link. Every text from a server, a disk, a page or another extension passes here before it is shown
 * or logged.
 *
 * @param longest most characters; the rest is cut off
 */
export function plainText(text: string, longest = usualLength): string {
  // More could only matter in a text of mostly invisible characters. It also bounds the work.
  const looked = text.slice(0, 8 * longest);
  const line = looked
    .replace(joinersAndUnseen, (_, kept: string | undefined, blanks: string | undefined) => kept ?? (blanks === undefined ? '' : ' '))
    .replace(tooManyMarks, '$1')
    .replace(/\s+/g, ' ')
    .replace(linkMiddle, '] (')
    .trim()
    .toWellFormed();
  const characters = Array.from(line);
  if (characters.length <= longest && looked.length === text.length) return line;
  return `${characters
    .slice(0, longest - 1)
    .join('')
    .trimEnd()}…`;
}

/** Whether a text has characters that nobody can see in it. */
export function hasUnseen(text: string): boolean {
  return anyUnseen.test(text) || !text.isWellFormed();
}

/** Without white space and unseen characters at its ends, which come along when a text is copied from a page. */
export function trimUnseen(text: string): string {
  return text.replace(unseenAround, '');
}

/** A text in tags, which draw nothing by themselves, with the tag that ends it. */
function tagged(text: string): string {
  return Array.from(text, (letter) => `\\u{${(0xe0000 + letter.charCodeAt(0)).toString(16)}}`).join('') + '\\u{e007f}';
}
