import { TooComplexImage } from './bytes.ts';
import type { Pace } from './pace.ts';
import { type Declaration, declarationsOf, partsOf, withoutComments } from './svgDeclarations.ts';

/** A style sheet with more is read by no one. */
const mostRules = 20_000;
/** Braces in braces. */
const deepest = 50;
/** A longer selector is not followed: it may match anything. */
const longestSelector = 500;
const anything = '*';

/** The rules of a drawing's style sheets that may cost something. Of a selector only its last part counts, which may match too much. */
export class StyleSheet {
  /** By what the last part names, each kind of declaration once. */
  readonly #rules = new Map<string, Map<string, Declaration>>();
  /** The values of custom properties: any may be meant where one is. */
  readonly #custom = new Set<string>();

  static async read(text: string, pace: Pace): Promise<StyleSheet> {
    const sheet = new StyleSheet();
    let count = 0;
    for (const rule of partsOf(withoutComments(text), '}')) {
      count += 1;
      if (count > mostRules) throw new TooComplexImage('It has too many rules of style.');
      await sheet.#take(rule, pace);
      if (pace.isDue) await pace.giveWay();
    }
    return sheet;
  }

  get isEmpty(): boolean {
    return this.#rules.size === 0;
  }

  /** @param keys as `keyOf` makes them */
  of(keys: Iterable<string>): Declaration[] {
    return [...keys].flatMap((key) => [...(this.#rules.get(key)?.values() ?? [])]);
  }

  /** A value, with those that `var()` may stand for in it. */
  resolved({ property, value }: Declaration): Declaration {
    return { property, value: /var\s*\(/i.test(value) ? [value, ...this.#custom].join(' ') : value };
  }

  /** Takes all up to a closing brace: what stood before the braces that it opens, and between them. */
  async #take(rule: string, pace: Pace): Promise<void> {
    const pieces = rule.split('{', deepest + 1);
    if (pieces.length > deepest) throw new TooComplexImage('Its rules of style are nested too deep.');
    // Declarations behind a nested rule belong to a rule that is no longer known.
    const selectors = pieces.length === 1 ? [anything] : pieces.slice(0, -1);
    for (const [index, body] of (pieces.length === 1 ? pieces : pieces.slice(1)).entries()) {
      const declarations = declarationsOf(body);
      for (const { property, value } of declarations) if (property.startsWith('--')) this.#custom.add(value);
      const costly = declarations.filter(({ property }) => !property.startsWith('--'));
      if (costly.length > 0) await this.#add(selectors[index] ?? anything, costly, pace);
    }
  }

  async #add(selectors: string, declarations: readonly Declaration[], pace: Pace): Promise<void> {
    const own = selectors.slice(selectors.lastIndexOf(';') + 1);
    for (const selector of partsOf(withoutConditions(own), ',')) {
      pace.budget.spend(declarations.length);
      const key = keyOf(selector);
      const known = this.#rules.get(key) ?? new Map<string, Declaration>();
      for (const declaration of declarations) known.set(`${declaration.property}:${declaration.value}`, declaration);
      this.#rules.set(key, known);
      if (pace.isDue) await pace.giveWay();
    }
  }
}

/** Without what stands in brackets, which may have commas and spaces of its own. */
function withoutConditions(selectors: string): string {
  return selectors.replace(/\([^()]*\)/g, '').replace(/\[[^[\]]*\]/g, '');
}

/** The subject of a selector: `.class`, `#id` or an element. */
function keyOf(selector: string): string {
  const text = selector.slice(-longestSelector).trim();
  const isPlain = text !== '' && selector.length <= longestSelector && !/[()[\]\\&@]/.test(text);
  if (!isPlain) return anything;
  const last = text.split(/[\s>+~]+/).at(-1) ?? '';
  const [named = ''] = last.split(':');
  return named.endsWith('*') ? anything : (named.match(/[#.]?[^#.|*]+/g)?.at(-1) ?? anything);
}
