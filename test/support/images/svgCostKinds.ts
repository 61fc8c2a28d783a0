import { type ImageKind, kindsOf, refused } from './kind.ts';

const { shown } = kindsOf('image/svg+xml');
const size = [30, 20] as const;
const drawing = (content: string) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="30" height="20" viewBox="0 0 300 200">${content}</svg>`,
  );
const tooComplex = (name: string, content: string) => refused(`svg-${name}`, drawing(content), 'imageTooComplex');
const quick = (name: string, content: string) => shown(`svg-${name}`, drawing(content), size);

/** A filter named `f` that takes seconds for all of a drawing. */
const filter = `<filter id="f">${'<feTurbulence baseFrequency=".1" numOctaves="10"/>'.repeat(160)}</filter>`;
const filtered = (attributes: string, more = '') => `${filter}${more}<rect width="300" height="200" ${attributes}/>`;
const styled = (style: string, attributes = '') => filtered(attributes, `<style>${style}</style>`);
const imported = 'rect{filter:url(%23f)}';
/** Levels of which each shows the one before ten times; `l6` is the last. */
const levels = [
  '<rect id="l0" width="1" height="1"/>',
  ...[1, 2, 3, 4, 5, 6].map((level) => `<g id="l${level}">${`<use href="#l${level - 1}"/>`.repeat(10)}</g>`),
].join('');
const used = (use: string) => `<defs>${levels}</defs>${use}`;
const blur = '<filter id="b" x="-.5" y="-.5" width="2" height="2"><feGaussianBlur stdDeviation="1"/></filter>';
const many = (make: (x: number, y: number) => string) =>
  Array.from({ length: 700 }, (_, at) => make(10 * (at % 30), 8 * Math.floor(at / 30))).join('');

/** What takes long to draw, however it is said, and what does not, though there is much of it. */
export const svgCostKinds: readonly ImageKind[] = [
  tooComplex('use-of-the-first-of-two-of-a-name', used('<use href="#l6"/><g id="l6"/>')),
  quick(
    'use-of-the-first-of-two-of-a-name-that-is-quick',
    `${filter}<defs><g id="r"/><rect id="r" width="300" height="200" filter="url(#f)"/></defs><use href="#r"/>`,
  ),
  tooComplex('uses-that-nothing-shows', used('')),
  tooComplex('use-of-the-plain-address', used('<use href="#l6" xlink:href="#no"/>')),
  tooComplex('use-of-the-plain-address-that-is-last', used('<use xlink:href="#no" href="#l6"/>')),
  tooComplex('use-of-the-other-address', used('<use xlink:href="#l6"/>')),
  tooComplex('use-of-an-address-with-percent-signs', used('<use href=" #%6c6"/>')),
  tooComplex('filter', filtered('filter="url(#f)"')),
  tooComplex('filter-with-percent-signs', filtered('filter="url(#%66)"')),
  tooComplex('filter-in-capitals', filtered('filter="URL(#f)"')),
  tooComplex('filter-behind-many-others', filtered(`filter="${'url(#n) '.repeat(100)} url(#f)"`)),
  tooComplex('filter-of-a-vendor', filtered('style="-webkit-filter: url(#f)"')),
  tooComplex('filter-behind-a-comment', filtered('style="/*;*/filter: url(#f)"')),
  tooComplex('filter-in-a-variable', styled(':root { --f: url(#f) } rect { filter: var(--f) }')),
  tooComplex('filter-in-the-style-of-a-page', filtered('', '<style xmlns="http://www.w3.org/1999/xhtml">rect { filter: url(#f) }</style>')),
  tooComplex('filter-in-a-style-that-is-imported', styled(`@import "data:text/css,${imported}";`)),
  tooComplex(
    'filter-in-a-style-that-an-imported-one-imports',
    styled(`@import url('data:text/css;base64,${Buffer.from(`@import "data:text/css,${imported}";`).toString('base64')}');`),
  ),
  refused(
    'svg-filter-in-a-style-of-an-instruction',
    Buffer.concat([Buffer.from(`<?xml-stylesheet type="text/css" href='data:text/css,${imported}'?>`), drawing(filtered(''))]),
    'imageTooComplex',
  ),
  tooComplex('filter-set-by-an-animation', `${filter}<rect width="300" height="200"><set attributeName="filter" to="url(#f)"/></rect>`),
  tooComplex(
    'filter-set-by-an-animation-elsewhere',
    `${filter}<rect id="r" width="300" height="200"/><set href="#r" attributeName="filter" to="url(#f)"/>`,
  ),
  tooComplex(
    'filter-among-the-values-of-an-animation',
    `${filter}<rect width="300" height="200"><animate attributeName="filter" values="none;url(#f)" dur="1s"/></rect>`,
  ),
  tooComplex('filter-where-the-pointer-is-not', styled('rect:not(.a, g b) { filter: url(#f) }')),
  tooComplex('filter-of-one-of-several', styled(':is(rect, circle) { filter: url(#f) }')),
  tooComplex('filter-of-what-has-an-attribute', styled('rect[width="300"][class~="a b"] { filter: url(#f) }', 'class="a b"')),
  tooComplex('filter-behind-twenty-rules', styled(`${'rect { fill: url(#n) }'.repeat(100)} rect { filter: url(#f) }`)),
  tooComplex('filter-in-a-rule-in-a-rule', styled('svg { fill: red; rect { filter: url(#f) } }')),
  tooComplex('filter-of-the-parent-in-a-rule-in-a-rule', styled('rect { &amp;:not(.a) { filter: url(#f) } }')),
  tooComplex('filter-behind-a-rule-in-a-rule', styled('rect { g { fill: red } filter: url(#f) }')),
  tooComplex('filter-before-a-rule-in-a-rule', styled('rect { filter: url(#f); g { fill: red } }')),
  tooComplex('filter-in-a-rule-that-is-not-closed', styled('rect { filter: url(#f)')),
  tooComplex(
    'filter-beside-one-of-nothing',
    filtered(
      'filter="url(#f)"',
      '<filter id="n"><feFlood/></filter><defs><rect id="r" width="0" height="9" filter="url(#n)"/></defs><use href="#r"/>',
    ),
  ),
  tooComplex(
    'mask-of-a-image',
    styled('rect { mask-image: url(#m) }').replace(
      '<style>',
      '<mask id="m"><rect width="300" height="200" filter="url(#f)"/></mask><style>',
    ),
  ),
  quick(
    'blurred-paths-that-are-small',
    blur + many((x, y) => `<path filter="url(#b)" d="m${x} ${y}c1 0 2 1 2 2s-1 2-2 2a2 2 0 01-2-2z"/>`),
  ),
  quick(
    'blurred-groups-that-are-small',
    blur +
      many(
        (x, y) =>
          `<g style="filter:url(#b)"><title>a</title><path d="M${x} ${y}h3v3H${x}z"/><polygon points="${x},${y} ${x + 3},${y} ${x},${y + 3}"/></g>`,
      ),
  ),
  quick(
    'masks-that-are-small',
    many(
      (x, y) =>
        `<mask id="m${x}-${y}" maskUnits="userSpaceOnUse" x="${x}" y="${y}" width="4" height="4"><path d="M${x} ${y}h4v4z" fill="#fff"/></mask><g mask="url(#m${x}-${y})"><path d="M${x} ${y}h4v4z"/></g>`,
    ),
  ),
  tooComplex('blurred-paths-that-are-large', blur + many(() => '<path filter="url(#b)" d="M0 0h300v200z"/>')),
  tooComplex('blurred-paths-that-curve-far', blur + many(() => '<path filter="url(#b)" d="M0 0C900 0 900 900 0 1"/>')),
  tooComplex('blurred-paths-with-large-arcs', blur + many(() => '<path filter="url(#b)" d="M0 0a150 100 0 1 1 1 0"/>')),
  tooComplex('blurred-groups-that-are-turned', blur + many(() => '<g filter="url(#b)"><path transform="scale(100)" d="M0 0h3v2z"/></g>')),
];
