import { type ImageKind, kindsOf, refused, unknown, withPlace, words } from './kind.ts';
import { exifSegment, jpeg } from './jpeg.ts';
import { exif } from './exif.ts';
import { png } from './png.ts';

const { shown, damaged } = kindsOf('image/svg+xml');
const namespace = 'xmlns="http://www.w3.org/2000/svg"';
const shape = '<path d="M0 0h9v9z"/>';
const text = (attributes: string, content = shape) => `<svg ${namespace} ${attributes}>${content}</svg>`;
const svg = (attributes: string, content?: string) => Buffer.from(text(attributes, content));
const sized = (content: string) => svg('width="30" height="20"', content);
const size = [30, 20] as const;
const whole = text('width="30" height="20"');
const utf16be = (content: string) => Buffer.from(content, 'utf16le').swap16();
const doctype = (subset = '') =>
  `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"${subset}>`;
const other = (content: string) => refused(`svg-${content.split('|')[0] ?? ''}`, Buffer.from(content.split('|')[1] ?? ''), 'notAnImage');
const address = (type: string, bytes: Buffer) => `data:${type};base64,${bytes.toString('base64')}`;
const data = (type: string, bytes: Buffer) => `<image width="9" height="9" href="${address(type, bytes)}"/>`;
const photo = address('image/jpeg', jpeg({ before: [exifSegment(exif({ hasPosition: true }))] }));
const withXlink = (content: string) => svg('width="30" height="20" xmlns:xlink="http://www.w3.org/1999/xlink"', content);

/** Each level shows the one before ten times. */
function nested(levels: number): Buffer {
  const level = (number: number) => `<g id="a${number}">${`<use href="#a${number - 1}"/>`.repeat(10)}</g>`;
  return sized(
    `<g id="a0"><rect width="1" height="1"/></g>${Array.from({ length: levels }, (_, index) => level(index + 1)).join('')}<use href="#a${levels}"/>`,
  );
}

const sizes: readonly (readonly [name: string, attributes: string, width: number, height: number])[] = [
  ['pixels', 'width="30" height="20"', 30, 20],
  ['px', 'width="30px" height="20PX"', 30, 20],
  ['mm', 'width="10mm" height="20mm"', 38, 76],
  ['cm-and-inches', 'width="1cm" height="1in"', 38, 96],
  ['points-and-picas', 'width="30pt" height="2pc"', 40, 32],
  ['em-and-rem', 'width="2em" height="3rem"', 32, 48],
  ['quarter-millimetres', 'width="80Q" height="40Q"', 76, 38],
  ['fractions', 'width="10.4" height="10.6"', 10, 11],
  ['halves', 'width="10.5" height="11.5"', 11, 12],
  ['exponents', 'width="3e1" height="2.5E+1"', 30, 25],
  ['signs', 'width="+30" height="+.5e2"', 30, 50],
  ['spaces-around', 'width=" 30 " height="\n20\t"', 30, 20],
  ['percent', 'width="100%" height="100%" viewBox="0 0 10 10"', 150, 150],
  ['percent-without-view-box', 'width="50%" height="50%"', 300, 150],
  ['view-box-only-square', 'viewBox="0 0 24 24"', 150, 150],
  ['view-box-only-wide', 'viewBox="0 0 400 100"', 300, 75],
  ['view-box-only-tall', 'viewBox="0 0 10 100"', 15, 150],
  ['view-box-tiny', 'viewBox="0 0 0.4 0.4"', 150, 150],
  ['view-box-with-commas', 'viewBox="0,0,40,20"', 300, 150],
  ['view-box-with-commas-and-spaces', 'viewBox=" 0 , 0 ,\t40\n20 "', 300, 150],
  ['view-box-with-signs-for-spaces', 'viewBox="-5-5+10+10"', 150, 150],
  ['view-box-of-three-numbers', 'viewBox="0 0 24"', 300, 150],
  ['view-box-of-no-width', 'viewBox="0 0 0 24"', 300, 150],
  ['view-box-of-no-height', 'viewBox="0 0 24 0"', 300, 150],
  ['view-box-of-a-height-beyond-numbers', 'viewBox="0 0 24 1e99"', 300, 150],
  ['view-box-of-a-width-beyond-numbers', 'viewBox="0 0 1e99 24"', 300, 150],
  ['view-box-of-negative-width', 'viewBox="0 0 -10 24"', 300, 150],
  ['width-and-view-box', 'width="60" viewBox="0 0 10 20"', 60, 120],
  ['height-and-view-box', 'height="60" viewBox="0 0 10 20"', 30, 60],
  ['width-only', 'width="60"', 60, 150],
  ['height-only', 'height="60"', 300, 60],
  ['nothing', '', 300, 150],
  ['ratio-none', 'viewBox="0 0 10 20" preserveAspectRatio="none"', 300, 150],
  ['ratio-none-behind-a-space', 'viewBox="0 0 10 20" preserveAspectRatio=" none"', 300, 150],
  ['ratio-of-another-word', 'viewBox="0 0 10 20" preserveAspectRatio="xnone"', 75, 150],
  ['ratio-slice', 'viewBox="0 0 10 20" preserveAspectRatio="xMinYMin slice"', 75, 150],
  ['width-and-ratio-none', 'width="60" viewBox="0 0 10 20" preserveAspectRatio="none"', 300, 150],
  ['height-and-ratio-none', 'height="60" viewBox="0 0 10 20" preserveAspectRatio="none"', 300, 150],
  ['both-and-ratio-none', 'width="50" height="60" viewBox="0 0 10 20" preserveAspectRatio="none"', 50, 60],
  ['width-and-ratio-none-without-view-box', 'width="60" preserveAspectRatio="none"', 300, 150],
  ['style-for-size', 'width="30" height="20" style="width:50px;height:40px"', 30, 20],
  ['style-for-size-in-percent', 'width="30" height="20" style="width:100%"', 30, 20],
  ['no-number-for-width', 'width="auto" height="20" viewBox="0 0 10 20"', 10, 20],
  ['unknown-unit', 'width="30foo" height="20" viewBox="0 0 10 20"', 10, 20],
  ['data-width', 'data-width="7" width="30" height="20"', 30, 20],
];

export const svgKinds: readonly ImageKind[] = [
  ...sizes.map(([name, attributes, width, height]) => shown(`svg-size-${name}`, svg(attributes), [width, height])),
  damaged('svg-size-zero', svg('width="0" height="0"')),
  damaged('svg-size-less-than-half-a-pixel', svg('width="0.4" height="0.4" viewBox="0 0 4 4"')),
  damaged('svg-size-negative-width', svg('width="-30" height="20"')),
  damaged('svg-size-no-width', svg('width="0" height="20"')),
  shown('svg-without-content', svg('width="30" height="20"', ''), size),
  shown('svg-closed-at-once', Buffer.from(`<svg ${namespace} width="30" height="20"/>`), size),
  shown('svg-utf-8-with-mark', Buffer.from(`\ufeff${whole}`), size),
  shown('svg-utf-16-with-mark', Buffer.from(`\ufeff${whole}`, 'utf16le'), size),
  shown('svg-utf-16-big-endian-with-mark', utf16be(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${whole}`), size),
  refused('svg-utf-16-without-mark', Buffer.from(`<?xml version="1.0"?>${whole}`, 'utf16le'), 'notAnImage'),
  shown('svg-declared-utf-16-but-utf-8', Buffer.from(`<?xml version="1.0" encoding="UTF-16"?>${whole}`), size),
  shown('svg-declared-latin-1', Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${whole}`, 'latin1'), size),
  damaged(
    'svg-latin-1-letters',
    Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${text('width="30" height="20"', '<text>\u00e9t\u00e9</text>')}`, 'latin1'),
  ),
  shown('svg-declared-unknown-encoding', Buffer.from(`<?xml version="1.0" encoding="x-none"?>${whole}`), size),
  damaged('svg-bytes-that-are-no-utf-8', Buffer.from(text('width="30" height="20"', '<text>\u00e9t\u00e9</text>'), 'latin1')),
  shown(
    'svg-declared-latin-1-but-utf-8-letters',
    Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${text('width="30" height="20"', '<text>\u00e9t\u00e9</text>')}`),
    size,
  ),
  shown('svg-declaration', Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n${whole}`), size),
  shown('svg-xml-1.1', Buffer.from(`<?xml version="1.1"?>${whole}`), size),
  shown('svg-space-before-its-root', Buffer.from(`\r\n \t${whole}`), size),
  refused('svg-space-before-its-declaration', Buffer.from(` <?xml version="1.0"?>${whole}`), 'notAnImage'),
  shown(
    'svg-prefix-on-its-root',
    Buffer.from('<svg:svg xmlns:svg="http://www.w3.org/2000/svg" width="30" height="20"><svg:rect/></svg:svg>'),
    size,
  ),
  shown('svg-long-comment-first', Buffer.from(`<!-- ${'long '.repeat(20_000)} -->${whole}`), size, words),
  shown('svg-16-kB-root-tag', svg(`width="30" height="20" data-more="${'x'.repeat(16_000)}"`), size),
  shown('svg-style-sheet-instruction', Buffer.from(`<?xml version="1.0"?><?xml-stylesheet href="a.css>b"?>${whole}`), size),
  shown('svg-doctype', Buffer.from(doctype() + whole), size),
  shown('svg-doctype-of-a-page', Buffer.from(`<!DOCTYPE html>${whole}`), size),
  shown(
    'svg-entities',
    Buffer.from(`${doctype(' [<!ENTITY w "30"> <!-- ]> --> <!ENTITY h \'20\'>]')}${text('width="&w;" height="&h;"')}`),
    size,
  ),
  shown(
    'svg-entity-for-its-namespace',
    Buffer.from(`${doctype(' [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]')}<svg xmlns="&ns_svg;" width="30" height="20"/>`),
    size,
  ),
  shown(
    'svg-entity-that-is-an-element',
    Buffer.from(`${doctype(' [<!ENTITY dot "<circle r=\'3\'/>">]')}${text('width="30" height="20"', '&dot;&dot;')}`),
    size,
  ),
  shown(
    'svg-entity-in-an-entity',
    Buffer.from(`${doctype(' [<!ENTITY a "3"> <!ENTITY b "&a;0">]')}${text('width="&b;" height="20"')}`),
    size,
  ),
  damaged('svg-entity-in-itself', Buffer.from(`${doctype(' [<!ENTITY a "&a;">]')}${text('width="30" height="20"', '<text>&a;</text>')}`)),
  damaged('svg-entity-unknown', Buffer.from(text('width="30" height="20"', '<text>&nbsp;</text>'))),
  damaged('svg-attribute-without-quotes', svg('width=30 height="20"')),
  damaged('svg-attribute-twice', svg('width="30" width="30" height="20"')),
  damaged('svg-element-not-closed', Buffer.from(`<svg ${namespace} width="30" height="20"><g></svg>`)),
  damaged('svg-cut', Buffer.from(whole.slice(0, -8))),
  damaged('svg-text-behind-its-root', Buffer.from(`${whole}text`)),
  damaged('svg-second-root', Buffer.from(whole + whole)),
  shown('svg-comment-behind-its-root', Buffer.from(`${whole}<!-- end -->`), size, words),
  damaged('svg-prefix-without-namespace', sized('<use xlink:href="#a"/>')),
  damaged('svg-bare-ampersand', sized('<text>a & b</text>')),
  damaged('svg-two-hyphens-in-a-comment', sized('<!-- a -- b -->')),
  damaged('svg-control-character', sized('<text>\u0001</text>')),
  damaged('svg-zero-byte', sized('<text>\0</text>')),
  other('empty-text| '),
  other('plain-text|This is no image.'),
  other('page|<!doctype html><html><body></body></html>'),
  other(
    'page-with-a-drawing|<html xmlns="http://www.w3.org/1999/xhtml"><body><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/></body></html>',
  ),
  other('feed-with-a-drawing|<feed><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/></feed>'),
  other('without-namespace|<svg width="30" height="20"></svg>'),
  other('another-namespace|<svg xmlns="http://example.com/svg" width="30" height="20"></svg>'),
  other('another-root-of-its-namespace|<g xmlns="http://www.w3.org/2000/svg"></g>'),
  other('text-before-its-root|x<svg xmlns="http://www.w3.org/2000/svg"/>'),
  other('comment-without-end|<!-- <svg xmlns="http://www.w3.org/2000/svg"/>'),
  shown('svg-metadata', sized('<metadata><a xmlns="x"/></metadata>'), size, words),
  shown('svg-metadata-that-is-text', sized('<metadata>Maya</metadata>'), size, words),
  shown('svg-comment', sized('<!-- by Maya -->'), size, words),
  shown('svg-title', sized('<title>Maya</title>'), size),
  shown(
    'svg-editors-attribute',
    sized('<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:export-filename="/home/maya/a.png"/>'),
    size,
    words,
  ),
  shown('svg-editors-element', sized('<i:view xmlns:i="http://www.inkscape.org/namespaces/inkscape"/>'), size, words),
  shown('svg-image-inside', sized(data('image/png', png())), size),
  shown('svg-photo-with-a-position-inside', sized(`<image width="9" height="9" href="${photo}"/>`), size, withPlace),
  shown(
    'svg-photo-with-a-position-beside-another-address',
    withXlink(`<image href="${photo}" xlink:href="#a" width="9" height="9"/>`),
    size,
    withPlace,
  ),
  shown(
    'svg-photo-beside-the-address-that-counts',
    withXlink(`<image href="#a" xlink:href="${photo}" width="9" height="9"/>`),
    size,
    unknown,
  ),
  shown('svg-photo-in-a-style-sheet', sized(`<style>rect { mask-image: url(${photo}) }</style>`), size, unknown),
  shown('svg-photo-in-a-style', sized(`<rect style="mask-image: url(${photo})"/>`), size, unknown),
  shown(
    'svg-photo-in-a-page-inside',
    sized(`<foreignObject width="9" height="9"><img xmlns="http://www.w3.org/1999/xhtml" src="${photo}"/></foreignObject>`),
    size,
    unknown,
  ),
  shown('svg-numbers-beyond-those-of-a-browser', svg('width="30" viewBox="0 0 1e99 1e99"'), [30, 150]),
  shown(
    'svg-drawing-inside-with-percent-signs',
    sized(
      `<image href="data:image/svg+xml,${encodeURIComponent(text('width="3" height="3"', '<!-- 99% by Maya -->')).replace('%25', '%')}"/>`,
    ),
    size,
    words,
  ),
  shown('svg-drawing-inside', sized(data('image/svg+xml', Buffer.from(whole))), size),
  shown('svg-broken-image-inside', sized(data('image/png', png().subarray(0, 40))), size, unknown),
  shown('svg-animated', sized('<rect width="3" height="3"><animate attributeName="x" to="9" dur="1s"/></rect>'), size, { animated: true }),
  shown('svg-animated-by-style', sized('<style>@keyframes a { to { opacity: 0 } }</style>'), size, { animated: true }),
  shown('svg-use-in-a-circle', sized('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), size),
  shown('svg-use-nested-twice', nested(2), size),
  refused('svg-use-nested-six-times', nested(6), 'imageTooComplex'),
  refused('svg-use-nested-nine-times', nested(9), 'imageTooComplex'),
  refused('svg-use-nested-in-a-drawing-inside', sized(data('image/svg+xml', nested(6))), 'imageTooComplex'),
  refused(
    'svg-entities-that-grow',
    Buffer.from(
      `${doctype(` [<!ENTITY a0 "aaaaaaaaaa">${Array.from({ length: 9 }, (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`).join('')}]`)}${text('width="30" height="20"', '<text>&a9;</text>')}`,
    ),
    'imageTooComplex',
  ),
  refused(
    'svg-many-turbulences',
    sized(
      `<filter id="f">${'<feTurbulence baseFrequency=".1" numOctaves="10"/>'.repeat(160)}</filter><rect width="30" height="20" filter="url(#f)"/>`,
    ),
    'imageTooComplex',
  ),
  refused(
    'svg-pattern-in-many-shapes',
    sized(
      `<pattern id="p" width="9" height="9" patternUnits="userSpaceOnUse">${'<circle r="3"/>'.repeat(900)}</pattern><g fill="url(#p)">${'<rect width="30" height="20"/>'.repeat(900)}</g>`,
    ),
    'imageTooComplex',
  ),
  refused(
    'svg-marker-on-many-points',
    sized(`<marker id="m">${'<circle r="3"/>'.repeat(900)}</marker><polyline marker-mid="url(#m)" points="${'1 1 2 2 '.repeat(900)}"/>`),
    'imageTooComplex',
  ),
  refused(
    'svg-mask-in-masks',
    sized(
      Array.from(
        { length: 9 },
        (_, at) => `<mask id="m${at + 1}">${`<rect width="30" height="20" mask="url(#m${at})"/>`.repeat(8)}</mask>`,
      ).join('') + '<rect width="30" height="20" mask="url(#m9)"/>',
    ),
    'imageTooComplex',
  ),
];
