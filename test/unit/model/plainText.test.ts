import assert from 'node:assert/strict';
import { hasUnseen, plainText, trimUnseen } from '../../../src/core/base/plainText.ts';
import { linksOfVSCode } from '../../support/words/links.ts';
import { Random } from '../../support/random.ts';

/** As Scotland's is written: a black flag, and what it is in tags. */
function flag(region: string): string {
  return String.fromCodePoint(0x1f3f4, ...Array.from(region, (letter) => 0xe0000 + letter.charCodeAt(0)), 0xe007f);
}

describe('plainText', () => {
  const table: [string, string, string][] = [
    ['a name', 'Maya, front desk', 'Maya, front desk'],
    ['another script', 'ग्राहक सेवा 東京 שלום', 'ग्राहक सेवा 東京 שלום'],
    ['lines', 'one\r\ntwo\u2028three\u2029four\u0085five\tsix\vseven', 'one two three four five six seven'],
    ['white space', '  a \u00a0\u3000 b  ', 'a b'],
    ['controls', 'a\u0000b\u001b[31mc\u007fd\u009be', 'a b [31mc d e'],
    ['a direction override', 'photo\u202egnp.exe', 'photognp.exe'],
    ['embeddings and isolates', '\u202aa\u202bb\u202cc\u202dd\u2066e\u2067f\u2068g\u2069', 'abcdefg'],
    ['direction marks', 'a\u200eb\u200fc\u061cd', 'abcd'],
    ['no width', 'a\u200bb\u2060c\ufeffd\u00ade\u180ef\u2064g', 'abcdefg'],
    ['a joiner between Latin letters', 'pay\u200dpal ad\u200cmin', 'paypal admin'],
    ['fillers', 'a\u3164b\u115f\uffa0c', 'a b c'],
    [
      'tags, which can hide a whole text',
      `a${Array.from('hidden', (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')}b`,
      'ab',
    ],
    ['a variation selector after a letter', 'Ba\ufe0fnk', 'Bank'],
    ['interlinear annotation', 'a\ufff9b\ufffac\ufffbd', 'abcd'],
    ['half a character', 'a\ud83db', 'a\ufffdb'],
    ['a pile of marks', `z${'\u0301'.repeat(50)}x`, `z${'\u0301'.repeat(8)}x`],
    [
      'emoji of several',
      '👩🏽\u200d🚀 👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 🧑\u200d⚕\ufe0f',
      '👩🏽\u200d🚀 👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 🧑\u200d⚕\ufe0f',
    ],
    ['Hindi with a joiner', 'क्\u200dष र\u094d\u200c\u0930', 'क्\u200dष र\u094d\u200c\u0930'],
    ['Persian with a non-joiner', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['Persian with vowels before a non-joiner', 'بِ\u200cبُ', 'بِ\u200cبُ'],
    ['Mongolian with another form of a letter', '\u1820\u180b\u1820', '\u1820\u180b\u1820'],
    ['letters of Mongolian, hidden between them', '\u1820\u180b\u180c\u180d\u1820', '\u1820\u180b\u1820'],
    ['a name with another form of a Han letter', '葛\u{e0100}城', '葛城'],
    ['flags in tags', flag('gbsct') + flag('gbeng') + flag('gbwls'), flag('gbsct') + flag('gbeng') + flag('gbwls')],
    ['any other text in tags', flag('hidden'), '\u{1f3f4}'],
    ['a word with a soft hyphen', 'co\u00adoperate', 'cooperate'],
    ['a line end within what is hidden', 'a\u200b\n\u200bb', 'a b'],
    ['a command', '[click](command:workbench.action.quit)', '[click] (command:workbench.action.quit)'],
    ['a command with arguments and a title', '[a](command:x?%5B1%5D "b")', '[a] (command:x?%5B1%5D "b")'],
    ['a command in capitals', '[a](COMMAND:x)', '[a] (COMMAND:x)'],
    ['an address', '[your bank](https://evil.example)', '[your bank] (https://evil.example)'],
    ['a file', '[readme](file:///etc/passwd)', '[readme] (file:///etc/passwd)'],
    ['a scheme that VS Code may come to know', '[a](vscode://x)', '[a] (vscode://x)'],
    [
      'a link that hides behind something unseen',
      '[a]\u200b(command:x) [b](\u200bcommand:y) [c](com\u00admand:z)',
      '[a] (command:x) [b] (command:y) [c] (command:z)',
    ],
    ['a scheme with digits', '[a](h323:x)', '[a] (h323:x)'],
    ['brackets that are no link', 'photo[1](2).png', 'photo[1](2).png'],
    ['an icon’s name', '$(zap)', '$(zap)'],
    ['markup', '<b>&lt;</b> **x** `y`', '<b>&lt;</b> **x** `y`'],
    ['nothing', '\u200b \u202e', ''],
  ];
  for (const [what, given, shown] of table) it(`makes ${JSON.stringify(shown)} of ${what}`, () => assert.equal(plainText(given), shown));

  it('is bounded in characters, whatever they are made of', () => {
    assert.equal(plainText('x'.repeat(10), 10), 'x'.repeat(10));
    assert.equal(plainText('x'.repeat(11), 10), `${'x'.repeat(9)}…`);
    assert.equal(plainText('four words cut here', 12), 'four words…');
    assert.equal(plainText('😀'.repeat(1_000_000), 10), `${'😀'.repeat(9)}…`);
    assert.equal(plainText(`a${'\u200b'.repeat(1_000_000)}b`, 10), 'a…');
  });

  it('keeps each emoji whole that the platform’s own segmenter takes for one', () => {
    const graphemes = (text: string) =>
      Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);
    const family = '👨\u200d👩\u200d👧\u200d👦🏳\ufe0f\u200d🌈👩🏿\u200d🦰';
    assert.deepEqual(graphemes(plainText(family)), graphemes(family));
  });

  it('leaves no link, no unseen character and nothing to do a second time, in texts made to have them', () => {
    const random = new Random(20261125);
    const pieces: [string, ...string[]] = [
      '[',
      ']',
      '(',
      ')',
      '](',
      '[x]',
      '(command:a)',
      'command:',
      'COMMAND:',
      'https://',
      'http://',
      'file:',
      'vscode:',
      ' ',
      '\n',
      '\r',
      '\t',
      '"',
      "'",
      '\\',
      '\u200b',
      '\u202e',
      '\u2066',
      '\u200d',
      '\ufe0f',
      '\u00ad',
      '\ufeff',
      '\u0000',
      '\ud800',
      '😀',
      'ا',
      'क',
      '\u094d',
      '\u0301',
      'a',
      'é',
      '$(zap)',
      '&lt;',
      'ſ',
      'K',
    ];
    for (let round = 0; round < 20_000; round++) {
      const text = Array.from({ length: 1 + random.below(14) }, () => random.of(pieces)).join('');
      const plain = plainText(text);
      assert.deepEqual(linksOfVSCode(plain), [], JSON.stringify(text));
      // Not by the class that the code itself uses.
      assert.doesNotMatch(plain, /[\p{Cc}\p{Bidi_Control}\u200b\u2060\ufeff\u00ad\u2028\u2029]|\s\s|^\s|\s$/u, JSON.stringify(text));
      assert.ok(plain.isWellFormed(), JSON.stringify(text));
      assert.equal(plainText(plain), plain, JSON.stringify(text));
    }
  });

  it('has no text that takes long', () => {
    for (const piece of ['[', '](', '[a](', '\u200b', '\u0301', ' ', '😀\u200d', '\ud800']) {
      // In time that grows with the square, this would outlast the test's timeout many times over.
      plainText(piece.repeat(2_000_000));
      plainText(piece.repeat(2_000_000), 100_000);
    }
  });
});

describe('what cannot be seen', () => {
  it('is found within a text', () => {
    for (const text of ['a\u200bb', 'a\u202eb', 'a\u0000', '\ud800', 'a\u00adb']) assert.ok(hasUnseen(text), JSON.stringify(text));
    for (const text of ['', 'a b', 'é', '日本', '😀', 'שלום']) assert.ok(!hasUnseen(text), JSON.stringify(text));
  });

  it('is dropped around it, and only there', () => assert.equal(trimUnseen('\u200b \ufeffa\u200bb\u2060\n'), 'a\u200bb'));
});
