import { SaxesParser } from 'saxes';
import { Budget } from './budget.ts';
import { DamagedImage, TooComplexImage } from './bytes.ts';
import type { Pace } from './pace.ts';

/** As much text as entities may stand for, all in all and wherever they are used. */
const mostExpanded = 4_000_000;
/** Entities in entities; each level is a call in a call. */
const deepest = 500;
/** A doctype stands within so many characters of the start, or is not looked for. */
const prologue = 100_000;
/** A comment that does not end takes all that follows with it, and is looked at once. */
const declaration = /<!--(?:[^]*?-->|[^]*)|<!ENTITY\s+([^\s%"'<>&]+)\s+(?:"([^"]*)"|'([^']*)')\s*>/g;
const reference = /&([^\s#&;]+);/g;

interface WithEntities {
  /** The text, with elements in the place of the entities that stand for them. */
  readonly whole: string;
  /** The replacements that the parser uses for the other entities: each name has a getter, which counts. */
  readonly entities: PropertyDescriptorMap;
}

/** Finds the entities that a doctype declares inside the file; Illustrator writes its namespaces so. */
export async function withEntities(text: string, pace: Pace): Promise<WithEntities> {
  if (!text.slice(0, prologue).includes('<!ENTITY')) return { whole: text, entities: {} };
  const { doctype, end } = readDoctype(text.slice(0, prologue));
  const declared = declaredEntities(doctype);
  const entities = new Entities(declared, pace.budget);
  const hasMarkup = [...declared.values()].some((value) => value.includes('<'));
  const whole = hasMarkup ? text.slice(0, end) + (await withMarkup(text.slice(end), entities, pace)) : text;
  const getters = [...declared.keys()].map((name) => [name, { get: () => entities.use(name), configurable: true }] as const);
  return { whole, entities: Object.fromEntries(getters) };
}

/** A text that is not well-formed has no doctype; the reader of the whole text reports the fault. */
function readDoctype(start: string): { doctype: string; end: number } {
  const parser = new SaxesParser();
  let found = { doctype: '', end: 0 };
  parser.on('doctype', (doctype) => (found = { doctype, end: parser.position }));
  // The root or a fault ends the search.
  let searched = start.length;
  parser.on('opentagstart', () => (searched = 0));
  parser.on('error', () => (searched = 0));
  for (let at = 0; at < searched && found.end === 0; at += 64) parser.write(start.slice(at, at + 64));
  return found;
}

function declaredEntities(doctype: string): Map<string, string> {
  const entities = new Map<string, string>();
  const start = doctype.indexOf('[');
  if (start < 0) return entities;
  for (const [, name, double, single] of doctype.slice(start + 1).matchAll(declaration)) {
    // The first declaration of a name counts.
    if (name !== undefined && !entities.has(name)) entities.set(name, double ?? single ?? '');
  }
  return entities;
}

/** Puts into each entity what the others in it stand for, when it is used: those that are not may be any. */
class Entities {
  readonly #expanded = new Map<string, string>();
  readonly #within = new Set<string>();
  readonly #own = new Budget(mostExpanded);

  /** @param shared with the drawings around and inside, which have entities of their own */
  constructor(
    private readonly declared: ReadonlyMap<string, string>,
    private readonly shared: Budget,
  ) {}

  /** The replacement of an entity to which the drawing refers. */
  use(name: string): string | undefined {
    const value = this.expand(name);
    for (const budget of [this.#own, this.shared]) budget.spend(value?.length ?? 0);
    return value;
  }

  expand(name: string): string | undefined {
    const value = this.#expanded.get(name) ?? this.declared.get(name);
    if (value === undefined || this.#expanded.has(name)) return value;
    if (this.#within.has(name)) throw new DamagedImage('An entity stands for itself.');
    this.#within.add(name);
    if (this.#within.size > deepest) throw new TooComplexImage('Entities are nested too deep.');
    const expanded = value.replace(reference, (whole, inner: string) => this.use(inner) ?? whole);
    this.#within.delete(name);
    this.#expanded.set(name, expanded);
    return expanded;
  }
}

/** Puts in the place of references what has elements in it, which the parser would take for text. */
async function withMarkup(text: string, entities: Entities, pace: Pace): Promise<string> {
  const parts: string[] = [];
  let end = 0;
  for (const { 0: whole, 1: name = '', index } of text.matchAll(reference)) {
    if (pace.isDue) await pace.giveWay();
    if (!entities.expand(name)?.includes('<')) continue;
    parts.push(text.slice(end, index), entities.use(name) ?? whole);
    end = index + whole.length;
  }
  return [...parts, text.slice(end)].join('');
}
