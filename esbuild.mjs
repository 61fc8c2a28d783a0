import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, URL } from 'node:url';
import { context } from 'esbuild';
import { Notices } from './test/support/package/notices.mjs';

const watch = process.argv.includes('--watch');
const debug = watch || process.argv.includes('--debug');

const notices = new Notices();

/** Lets the `esbuild` problem matcher of `.vscode/tasks.json` see where a watched build begins and ends. */
const announceBuilds = {
  name: 'announce-builds',
  setup(build) {
    build.onStart(() => console.log('[build] started'));
    build.onEnd(({ errors }) => {
      for (const { text, location } of errors) {
        console.error(`✘ [ERROR] ${text}`);
        if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
      }
      console.log('[build] finished');
    });
  },
};

/** What is loaded at run time when it is first needed, each from a file of its own, so that activation reads none of it. */
const apart = ['services', 'network'];
const bundlesApart = {
  name: 'bundles-apart',
  setup(build) {
    build.onResolve({ filter: new RegExp(`/(${apart.join('|')})\\.ts$`) }, ({ kind, path: asked }) =>
      kind === 'dynamic-import' ? { path: `./${path.basename(asked, '.ts')}.js`, external: true } : undefined,
    );
  },
};

/**
 * Leaves out what the network bundle carries and never runs: form-data's list of all media types (each part's type is
 * given) and undici's readers of `FormData` and `Blob` bodies (ours are bytes).
 */
const withoutUnusedParts = {
  name: 'without-unused-parts',
  setup(build) {
    const nothing = fileURLToPath(new URL('src/core/api/http/bundleStub.ts', import.meta.url));
    build.onResolve({ filter: /^mime-types$|\/web\/fetch\/body\.js$/ }, () => ({ path: nothing }));
  },
};

/** Gives `import code from 'bundled:./some.ts'` the bundled script as text: a worker is started from that. */
const bundledText = {
  name: 'bundled-text',
  setup(build) {
    build.onResolve({ filter: /^bundled:/ }, ({ path: asked, resolveDir }) => ({
      path: path.join(resolveDir, asked.slice('bundled:'.length)),
      namespace: 'bundled',
    }));
    build.onLoad({ filter: /.*/, namespace: 'bundled' }, async ({ path: entry }) => {
      const options = { ...browser, plugins: [], sourcemap: false, entryPoints: [entry], write: false, metafile: true };
      const { outputFiles, metafile } = await build.esbuild.build(options);
      notices.add(metafile);
      const watchFiles = Object.keys(metafile.inputs).map((file) => path.resolve(file));
      return { contents: outputFiles[0].text, loader: 'text', watchFiles };
    });
  },
};

const defaults = {
  bundle: true,
  charset: 'utf8',
  minify: !debug,
  sourcemap: debug,
  logLevel: watch ? 'silent' : 'warning',
  outdir: 'dist',
  metafile: true,
  plugins: watch ? [announceBuilds] : [notices.plugin],
};

/** The lowest Node that VS Code 1.100, our floor, runs extensions on. */
const node = { ...defaults, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] };

const browser = { ...defaults, platform: 'browser', format: 'iife', target: 'chrome130', loader: { '.svg': 'text' } };

const inEditor = { ...node, external: ['vscode'], plugins: [...defaults.plugins, bundlesApart] };

export const bundles = [
  { ...inEditor, entryPoints: { extension: 'src/extension/extension.ts' } },
  { ...inEditor, entryPoints: { services: 'src/extension/services.ts' } },
  {
    ...node,
    entryPoints: { network: 'src/core/api/network.ts' },
    plugins: [...defaults.plugins, withoutUnusedParts],
  },
  {
    ...browser,
    entryPoints: { preview: 'media/preview/preview.ts' },
    plugins: [...defaults.plugins, bundledText],
  },
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // A bundle of another name, from an earlier version, would be packed with the rest.
  rmSync('dist', { recursive: true, force: true });
  const contexts = await Promise.all(bundles.map((bundle) => context(bundle)));
  if (watch) {
    await Promise.all(contexts.map((each) => each.watch()));
  } else {
    await Promise.all(contexts.map((each) => each.rebuild()));
    await Promise.all(contexts.map((each) => each.dispose()));
    await notices.write('dist/THIRD-PARTY-NOTICES.txt');
  }
}
