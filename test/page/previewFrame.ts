import { buildSync } from 'esbuild';
import { join } from 'node:path';
import vm from 'node:vm';
import type * as panelHtmlModule from '../../src/extension/preview/previewHtml.ts';
import type * as pageTextsModule from '../../src/extension/preview/pageTexts.ts';
import { root } from '../support/root.ts';

/** The extension's own frame and words, in English, made by its own code: only `vscode.l10n` is stood in for. */
export const panelFrame = load();

type Run = (module: object, exports: object, require: () => object) => void;

function load(): (frame: Omit<panelHtmlModule.PageFrame, 'texts'>) => string {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `
        export { previewHtml } from './previewHtml.ts';
        export { pageTexts } from './pageTexts.ts';`,
      resolveDir: join(root, 'src/extension/preview'),
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  const module = { exports: {} as typeof panelHtmlModule & typeof pageTextsModule };
  const l10n = {
    t: (text: string, ...values: unknown[]) => text.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)])),
  };
  const run = vm.runInThisContext(`(function (module, exports, require) { ${outputFiles[0]?.text ?? ''} })`) as Run;
  run(module, module.exports, () => ({ l10n }));
  return (frame) => module.exports.previewHtml({ ...frame, texts: module.exports.pageTexts() });
}
