import { TooComplexImage } from './bytes.ts';
import type { SvgElement } from './svgTree.ts';

/** What an element refers to, by what is done with it. */
export interface Effects {
  /** Patterns; gradients cost nothing to speak of. */
  readonly paints: readonly string[];
  readonly markers: readonly string[];
  readonly filters: readonly string[];
  readonly filterFunctions: number;
  readonly masks: readonly string[];
  readonly clips: readonly string[];
  /** Whether it is drawn apart and then laid over what is there. */
  readonly isLayer: boolean;
}

type Declaration = readonly [property: string, value: string];

/** A style sheet with more is read by no one. */
const mostRules = 20_000;
/** Declarations for what one selector names; who has more has said it already. */
const mostForOne = 20;
/** What is longer names nothing that can be followed. */
const longest = 500;
const properties = ['fill', 'stroke', 'filter', 'mask', 'clip-path', 'marker', 'marker-start', 'marker-mid', 'marker-end', 'opacity', 'mix-blend-mode', 'isolation'];

/** Finds what style sheets and attributes do to elements. Of a selector only its last part counts, which may match too much. */
export class EffectFinder {
  readonly #rules = new Map<string, Declaration[]>();

  constructor(styleSheet: string) {
    const rules = withoutComments(styleSheet).split('}');
    if (rules.length > mostRules) throw new TooComplexImage('It has too many rules of style.');
    for (const rule of rules) {
      const [selectors = '', body = ''] = rule.split('{').slice(-2);
      const declarations = declarationsOf(body);
      if (declarations.length === 0) continue;
      for (const selector of selectors.split(',')) this.#add(keyOf(selector), declarations);
    }
  }

  #add(key: string, declarations: readonly Declaration[]): void {
    const known = this.#rules.get(key);
    if (!known) this.#rules.set(key, [...declarations]);
    else if (known.length < mostForOne) known.push(...declarations.slice(0, mostForOne));
  }

  /** @returns `undefined` where there are none, as with nearly all elements */
  of({ name, attributes }: SvgElement): Effects | undefined {
    const found: Declaration[] = [];
    for (const property of properties) {
      const value = attributes[property];
      if (value !== undefined) found.push([property, value.slice(0, longest)]);
    }
    if (this.#rules.size > 0) {
      const keys = ['*', name, `#${attributes['id'] ?? ''}`, ...(attributes['class'] ?? '').split(/\s+/).map((one) => `.${one}`)];
      for (const key of keys) found.push(...(this.#rules.get(key) ?? []));
    }
    const { style } = attributes;
    if (style !== undefined) found.push(...declarationsOf(style));
    return found.length === 0 ? undefined : effectsOf(found);
  }
}

/** What the last part of a selector names: `.class`, `#id` or an element. */
function keyOf(selector: string): string {
  const last = /([#.]?)([\w-]+)[^\s#.\w>+~-]*\s*$/.exec(selector.slice(-longest));
  return last ? `${last[1] ?? ''}${last[2] ?? ''}` : '*';
}

function withoutComments(text: string): string {
  return text.split('/*').map((part, index) => (index === 0 ? part : part.slice(part.indexOf('*/') + 2))).join('');
}

function declarationsOf(text: string): Declaration[] {
  return text.split(';').flatMap((each): Declaration[] => {
    const colon = each.indexOf(':');
    const property = each.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    return properties.includes(property) ? [[property, each.slice(colon + 1, colon + 1 + longest)]] : [];
  });
}

function effectsOf(declarations: readonly Declaration[]): Effects {
  const idsOf = (...names: string[]) => declarations.filter(([name]) => names.includes(name)).flatMap(([, value]) => idsIn(value));
  const filters = declarations.filter(([name]) => name === 'filter').map(([, value]) => value);
  return {
    paints: idsOf('fill', 'stroke'),
    markers: idsOf('marker', 'marker-start', 'marker-mid', 'marker-end'),
    filters: filters.flatMap(idsIn),
    filterFunctions: filters.join().match(/\b(?!url)[a-z-]+\(/g)?.length ?? 0,
    masks: idsOf('mask'),
    clips: idsOf('clip-path'),
    isLayer: declarations.some(([name, value]) => (name === 'opacity' ? Number(value) < 1 : /blend|isolation/.test(name) && !/normal|auto/.test(value))),
  };
}

function idsIn(value: string): string[] {
  return [...value.matchAll(/url\(\s*["']?#([^"')]+?)["']?\s*\)/g)].map(([, id = '']) => id);
}
