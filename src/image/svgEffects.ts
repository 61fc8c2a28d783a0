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

const properties = ['fill', 'stroke', 'filter', 'mask', 'clip-path', 'marker', 'marker-start', 'marker-mid', 'marker-end', 'opacity', 'mix-blend-mode', 'isolation'];

/** Finds what style sheets and attributes do to elements. Of a selector only its last part counts, which may match too much. */
export class EffectFinder {
  readonly #rules = new Map<string, Declaration[]>();

  constructor(styleSheet: string) {
    const text = styleSheet.replace(/\/\*[^]*?\*\//g, '');
    for (const [, selectors = '', body = ''] of text.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      const declarations = declarationsOf(body);
      if (declarations.length === 0) continue;
      for (const selector of selectors.split(',')) {
        const last = /([#.]?)([\w-]+)[^\s#.\w>+~-]*\s*$/.exec(selector);
        const key = last ? `${last[1] ?? ''}${last[2] ?? ''}` : '*';
        this.#rules.set(key, [...(this.#rules.get(key) ?? []), ...declarations]);
      }
    }
  }

  /** @returns `undefined` where there are none, as with nearly all elements */
  of({ name, attributes }: SvgElement): Effects | undefined {
    const found: Declaration[] = [];
    for (const property of properties) {
      const value = attributes[property];
      if (value !== undefined) found.push([property, value]);
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

function declarationsOf(text: string): Declaration[] {
  return text.split(';').flatMap((each): Declaration[] => {
    const colon = each.indexOf(':');
    const property = each.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    return properties.includes(property) ? [[property, each.slice(colon + 1)]] : [];
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
