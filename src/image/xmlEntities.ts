import { SaxesParser } from 'saxes';
import { DamagedImage, TooComplexImage } from './bytes.ts';

/** As much text as entities may stand for, all in all. */
const mostExpanded = 4_000_000;
/** Where a doctype is looked for. */
const prologue = 100_000;

interface WithEntities {
  /** The text, with elements in the place of the entities that stand for them. */
  readonly whole: string;
  /** What the parser is to put in the place of the others. */
  readonly entities: Readonly<Record<string, string>>;
}

/** Finds the entities that a doctype declares inside the file; Illustrator writes its namespaces so. */
export function withEntities(text: string): WithEntities {
  if (!text.slice(0, prologue).includes('<!ENTITY')) return { whole: text, entities: {} };
  const { doctype, end } = readDoctype(text.slice(0, prologue));
  const entities = expandedEntities(declaredEntities(doctype));
  const hasMarkup = [...entities.values()].some((value) => value.includes('<'));
  return { whole: hasMarkup ? withMarkup(text, end, entities) : text, entities: Object.fromEntries(entities) };
}

/** Where nothing is well-formed, there is no doctype either; the fault is found by whoever reads the whole. */
function readDoctype(start: string): { doctype: string; end: number } {
  const parser = new SaxesParser();
  let found = { doctype: '', end: 0 };
  parser.on('doctype', (doctype) => (found = { doctype, end: parser.position }));
  // What comes first, the root or a fault, ends the search.
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
  const declaration = /<!--[^]*?-->|<!ENTITY\s+([^\s%"'<>&]+)\s+(?:"([^"]*)"|'([^']*)')\s*>/g;
  for (const [, name, double, single] of doctype.slice(start + 1).matchAll(declaration)) {
    // The first declaration of a name counts.
    if (name !== undefined && !entities.has(name)) entities.set(name, double ?? single ?? '');
  }
  return entities;
}

/** Puts into each entity what the others in it stand for. */
function expandedEntities(entities: ReadonlyMap<string, string>): Map<string, string> {
  const expanded = new Map<string, string>();
  const within = new Set<string>();
  const expand = (name: string): string => {
    const known = expanded.get(name);
    if (known !== undefined) return known;
    if (within.has(name)) throw new DamagedImage('An entity stands for itself.');
    within.add(name);
    const value = replaced(entities.get(name) ?? '', (inner) => (entities.has(inner) ? expand(inner) : undefined));
    within.delete(name);
    expanded.set(name, value);
    return value;
  };
  for (const name of entities.keys()) expand(name);
  return expanded;
}

function withMarkup(text: string, from: number, entities: ReadonlyMap<string, string>): string {
  const markup = (name: string) => (entities.get(name)?.includes('<') ? entities.get(name) : undefined);
  return text.slice(0, from) + replaced(text.slice(from), markup);
}

/** Replaces references, within the bound. */
function replaced(text: string, valueOf: (name: string) => string | undefined): string {
  let length = 0;
  return text.replace(/&([^\s#&;]+);/g, (whole, name: string) => {
    const value = valueOf(name) ?? whole;
    length += value.length;
    if (length > mostExpanded) throw new TooComplexImage('Entities stand for too much.');
    return value;
  });
}
