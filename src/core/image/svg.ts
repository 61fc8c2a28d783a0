import { type SaxesAttributeNSIncomplete, SaxesParser, type SaxesTagNS } from 'saxes';
import { type Bytes, DamagedImage, OtherFile, TooComplexImage } from './bytes.ts';
import { Carriage } from './carried.ts';
import type { Measured } from './measured.ts';
import type { Pace } from './pace.ts';
import { drawingCost, mostDrawingCost, mostElements } from './svgCost.ts';
import { drawnAttributes } from './svgAttributes.ts';
import { noteAttributes, noteElement, noteStyle, pageNamespace, svgNamespace } from './svgCarried.ts';
import { readEmbedded } from './svgEmbedded.ts';
import { importedBy, withImports } from './svgImports.ts';
import { naturalSize, parseViewBox, type SvgRoot } from './svgSize.ts';
import { type SvgElement, svgElement } from './svgTree.ts';
import { withEntities } from './xmlEntities.ts';
import { decodeXml } from './xmlText.ts';

/** Few enough that the parser, which goes up the tree for each namespace, is soon done with them in the deepest one. */
const parsedAtOnce = 2048;
/** No element has more attributes; they are looked at when the last is there. */
const mostAttributes = 500;
/** Browsers follow no deeper nesting. */
const deepest = 5000;

/** Reads a drawing. It is the last format that is tried: whatever has another root is no image at all. */
export async function readSvg(file: Bytes, pace: Pace): Promise<Measured> {
  const text = await decodeXml(file, pace);
  if (text === undefined) throw seemsDrawing(file) ? new DamagedImage('Some of its bytes are no text.') : new OtherFile('It is no text.');
  const document = new SvgDocument(pace);
  await document.parse(text);
  return document.measured();
}

/** Whether a file that is no text begins as a drawing does. */
function seemsDrawing(file: Bytes): boolean {
  return file.text(0, Math.min(file.length, 4096)).includes('<svg');
}

class SvgDocument {
  readonly #parser = new SaxesParser({ xmlns: true });
  readonly #carriage = new Carriage();
  readonly #open: SvgElement[] = [];
  readonly #embedded: { readonly element: SvgElement; readonly href: string }[] = [];
  #root: SvgElement | undefined;
  #isRootBegun = false;
  #elements = 0;
  #attributes = 0;
  #rootAttributes: SvgRoot | undefined;
  #styleSheet = '';
  #animated = false;

  constructor(private readonly pace: Pace) {
    this.#parser.on('error', (error) => this.#fail(error.message));
    this.#parser.on('opentagstart', ({ name }) => this.#beginElement(name));
    this.#parser.on('attribute', (attribute) => this.#countAttribute(attribute));
    this.#parser.on('opentag', (tag) => this.#openElement(tag));
    this.#parser.on('closetag', () => this.#open.pop());
    this.#parser.on('text', (text) => this.#takeText(text));
    this.#parser.on('cdata', (text) => this.#takeText(text));
    this.#parser.on('processinginstruction', ({ target, body }) => (this.#styleSheet += importedBy(target, body)));
    this.#parser.on('comment', () => this.#carriage.words());
  }

  async parse(text: string): Promise<void> {
    const { pace } = this;
    const { whole, entities } = await withEntities(text, pace);
    Object.defineProperties(this.#parser.ENTITIES, entities);
    for (let at = 0; at < whole.length; at += parsedAtOnce) {
      this.#parser.write(whole.slice(at, at + parsedAtOnce));
      if (pace.isDue) await pace.giveWay();
    }
    this.#parser.close();
  }

  async measured(): Promise<Measured> {
    const { pace } = this;
    if (!this.#root || !this.#rootAttributes) throw new OtherFile('It has no root.');
    const images = new Map<SvgElement, number>();
    let [decodedPixels, inside] = [0, 0];
    for (const { element, href } of this.#embedded) {
      const image = await readEmbedded(href, pace, readSvg);
      if (!image) {
        this.#carriage.unknown();
        continue;
      }
      this.#carriage.note(image.facts.metadata, image.facts.place);
      images.set(element, image.facts.decodedPixels);
      decodedPixels = Math.max(decodedPixels, image.facts.decodedPixels);
      inside += image.facts.drawingCost;
    }
    const { metadata, place } = this.#carriage;
    const natural = naturalSize(this.#rootAttributes);
    const box = parseViewBox(this.#rootAttributes.viewBox) ?? natural;
    const [width, height] = [Math.round(natural.width), Math.round(natural.height)];
    if (width === 0 || height === 0) throw new DamagedImage('It has no size, so nothing of it is shown.');
    const styleSheet = await withImports(this.#styleSheet, pace);
    const drawing = { root: this.#root, styleSheet, images, area: box.width * box.height };
    const cost = inside + (await drawingCost(drawing, pace));
    if (cost > mostDrawingCost) throw new TooComplexImage('Drawing it takes too long.');
    return {
      width,
      height,
      facts: { animated: this.#animated, metadata, place, decodedPixels, drawingCost: cost },
    };
  }

  /** A drawing shows itself by its root; one that is broken in there is a drawing still. */
  #fail(reason: string): never {
    throw this.#root || this.#isRootBegun ? new DamagedImage(reason) : new OtherFile(reason);
  }

  #beginElement(name: string): void {
    this.#isRootBegun ||= /^(?:.*:)?svg$/.test(name);
    this.#attributes = 0;
    this.pace.budget.spend(this.#open.length);
  }

  /** A prefix is looked for up to the root. */
  #countAttribute({ prefix }: SaxesAttributeNSIncomplete): void {
    this.#attributes += 1;
    if (this.#attributes > mostAttributes) throw new TooComplexImage('An element has too many attributes.');
    if (prefix !== '') this.pace.budget.spend(this.#open.length);
  }

  #openElement({ local, uri, attributes: byName }: SaxesTagNS): void {
    const isOwn = uri === svgNamespace;
    const attributes = Object.values(byName);
    const own = drawnAttributes(attributes);
    if (!this.#root && !(isOwn && local === 'svg')) throw new OtherFile('Its root is another.');
    // A page's style sheet inside is one of the drawing's too.
    const isKnown = isOwn || (local === 'style' && uri === pageNamespace);
    const element = svgElement(isKnown ? local : '', own, this.#open.at(-1));
    this.#attach(element);
    noteElement({ local, uri }, this.#carriage);
    const href = own.get('href');
    noteAttributes(attributes, href, this.#carriage);
    if (isOwn && /^(?:animate|set$)/.test(local)) this.#animated = true;
    if (href !== undefined && /^\s*data:/i.test(href)) this.#embedded.push({ element, href });
    this.#rootAttributes ??= rootAttributesOf(own);
  }

  #attach(element: SvgElement): void {
    this.#open.at(-1)?.children.push(element);
    this.#root ??= element;
    this.#open.push(element);
    this.#elements += 1;
    if (this.#elements > mostElements) throw new TooComplexImage('It has too many elements.');
    if (this.#open.length > deepest) throw new DamagedImage('It is nested too deep.');
  }

  #takeText(text: string): void {
    const element = this.#open.at(-1);
    if (!element) return;
    if (element.name === 'style') {
      this.#styleSheet += text;
      noteStyle(text, this.#carriage);
      if (text.includes('@keyframes')) this.#animated = true;
    } else if (text.trim() !== '') element.parts += text.length;
  }
}

function rootAttributesOf(own: ReadonlyMap<string, string>): SvgRoot {
  return {
    width: own.get('width'),
    height: own.get('height'),
    viewBox: own.get('viewBox'),
    preserveAspectRatio: own.get('preserveAspectRatio'),
  };
}
