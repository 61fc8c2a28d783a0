import { TooComplexImage } from './bytes.ts';
import type { Pace } from './pace.ts';
import { type Declaration, declarationOf, declarationsOf, effectAttributes, withoutComments } from './svgDeclarations.ts';
import { StyleSheet } from './svgStyleSheet.ts';
import type { SvgElement } from './svgTree.ts';

/** The references of an element, by their use. */
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

/** More of an element's is read by no one. */
const most = 1000;
const stepsForOne = 50;
const longestClass = 20_000;
/** Elements that set something of the one around them, or of the one that they name. */
export const animations: ReadonlySet<string> = new Set(['set', 'animate']);

/** Finds what style sheets and attributes do to elements. */
export class EffectFinder {
  private constructor(
    private readonly sheet: StyleSheet,
    private readonly pace: Pace,
  ) {}

  static async of(styleSheet: string, pace: Pace): Promise<EffectFinder> {
    return new EffectFinder(await StyleSheet.read(styleSheet, pace), pace);
  }

  /** @returns `undefined` where there are none, as with nearly all elements */
  of(element: SvgElement): Effects | undefined {
    const { style, class: classes = '' } = element.attributes;
    const found = effectAttributes.flatMap((name) => declared(name, element.attributes[name]));
    if (!this.sheet.isEmpty) {
      if (classes.length > longestClass) throw new TooComplexImage('An element has too many classes.');
      found.push(...this.sheet.of(keysOf(element)));
    }
    if (style !== undefined) found.push(...declarationsOf(withoutComments(style)));
    for (const { name, attributes } of element.children) if (animations.has(name)) found.push(...animated(attributes));
    if (found.length === 0) return undefined;
    if (found.length > most) throw new TooComplexImage('An element is given too much by its style.');
    this.pace.budget.spend(found.reduce((sum, { value }) => sum + stepsForOne + value.length, 0));
    return effectsOf(found.map((each) => this.sheet.resolved(each)));
  }
}

/** The names by which style sheets know an element. */
function keysOf({ name, attributes }: SvgElement): Set<string> {
  const classes = (attributes['class'] ?? '').split(/\s+/).map((each) => `.${each}`);
  return new Set(['*', name, `#${attributes['id'] ?? ''}`, ...classes]);
}

function declared(name: string, value: string | undefined): Declaration[] {
  const declaration = value === undefined ? undefined : declarationOf(name, value);
  return declaration ? [declaration] : [];
}

function animated(attributes: SvgElement['attributes']): Declaration[] {
  const name = attributes['attributeName'] ?? '';
  return ['from', 'to', 'by', 'values'].flatMap((each) => declared(name, attributes[each]));
}

function effectsOf(declarations: readonly Declaration[]): Effects {
  const valuesOf = (...names: string[]) => declarations.filter(({ property }) => names.includes(property)).map(({ value }) => value);
  const filters = valuesOf('filter');
  return {
    paints: valuesOf('fill', 'stroke').flatMap(idsIn),
    markers: valuesOf('marker').flatMap(idsIn),
    filters: filters.flatMap(idsIn),
    filterFunctions: filters.reduce(
      (sum, value) =>
        sum + (value.match(/(?:blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|opacity|saturate|sepia)\(/gi)?.length ?? 0),
      0,
    ),
    masks: valuesOf('mask').flatMap(idsIn),
    clips: valuesOf('clip-path').flatMap(idsIn),
    isLayer:
      valuesOf('opacity').some((value) => Number(value) < 1) ||
      valuesOf('mix-blend-mode', 'isolation').some((value) => !/normal|auto/.test(value)),
  };
}

function idsIn(value: string): string[] {
  const ids: string[] = [];
  for (const [, id = ''] of value.matchAll(/url\(\s*["']?\s*#([^"'()]+)/gi)) {
    ids.push(decodedFragment(id.trim()));
    if (ids.length > most) throw new TooComplexImage('An element refers to too much.');
  }
  return ids;
}

/** The id that an address inside the drawing refers to; `undefined` for other addresses. */
export function fragmentOf(address: string | undefined): string | undefined {
  const trimmed = address?.trim();
  return trimmed?.startsWith('#') === true ? decodedFragment(trimmed.slice(1)) : undefined;
}

function decodedFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch (error) {
    if (error instanceof URIError) return fragment;
    throw error;
  }
}
