import type { Pace } from './pace.ts';
import { dataIn } from './svgEmbedded.ts';

const rule = /@import\s+(?:url\(\s*)?(?:"(data:[^"]*)"|'(data:[^']*)'|(data:[^"')\s]*))/gi;

/** A style sheet, with those that it has in addresses. */
export async function withImports(styleSheet: string, pace: Pace): Promise<string> {
  const sheets = [styleSheet];
  // One that is imported may import another; each is decoded, which is counted.
  for (const sheet of sheets) {
    for (const [, double, single, bare = ''] of sheet.matchAll(rule)) {
      const data = await dataIn(double ?? single ?? bare, pace);
      if (data) sheets.push(data.toString('utf8'));
    }
  }
  return sheets.join('}');
}

/** The import of an instruction before the root, as a CSS rule. */
export function importedBy(target: string, body: string): string {
  const [, double, single] = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(body) ?? [];
  const href = double ?? single;
  return target === 'xml-stylesheet' && href !== undefined ? `@import "${href}";\n` : '';
}
