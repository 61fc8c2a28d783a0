/**
 * `npm test`: every check there is, each in its own process, and one line of totals at the end. With names of stages as
 * arguments, only those: `npm test -- unit ui`.
 */
import { type Stage, runStage } from './support/runner/stage.ts';

const node = process.execPath;
const bin = (program: string) => [node, require.resolve(program)] as const;
const script = (file: string, ...parameters: string[]): [string, ...string[]] => [node, '--import=tsx', file, ...parameters];
const typescript = bin('typescript/lib/tsc.js');
const mocha = bin('mocha/bin/mocha.js');
const reporter = ['--reporter', 'test/support/runner/totalsReporter.cjs'];
const mochaWith = (config: string): [string, ...string[]] => [...mocha, ...reporter, '--config', config];

const stages: Record<string, readonly Stage[]> = {
  lint: [
    { name: 'lint', command: [node, 'node_modules/eslint/bin/eslint.js', '.'] },
    { name: 'format', command: [node, 'node_modules/prettier/bin/prettier.cjs', '--check', '.'] },
    {
      name: 'layers',
      command: [
        node,
        'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.mjs',
        'src',
        'media/preview',
      ],
    },
    { name: 'dead code', command: [node, 'node_modules/knip/bin/knip.js'] },
  ],
  types: ['.', 'src/core', 'media', 'test'].map((project) => ({ name: `types: ${project}`, command: [...typescript, '-p', project] })),
  build: [{ name: 'build', command: [node, 'esbuild.mjs'] }],
  unit: [{ name: 'unit tests', command: [...mocha, ...reporter] }],
  system: [{ name: 'tests on real sockets, disks and processes', command: mochaWith('test/system/.mocharc.json') }],
  page: [{ name: 'page tests, the panel in a browser', command: mochaWith('test/page/.mocharc.json') }],
  integration: ['floor', 'stable'].map((build) => ({
    name: `integration tests in VS Code (${build})`,
    command: script('test/integration/main.ts', build),
  })),
  ui: [
    ...['floor', 'stable'].map((build) => ({
      name: `ui tests, the package in VS Code (${build})`,
      command: mochaWith('test/ui/.mocharc.json'),
      env: { THREETONE_TEST_UI_BUILD: build },
    })),
    { name: 'npm start -- --demo', command: script('test/support/start/main.ts', '--demo') },
  ],
  desktop: [{ name: 'integration tests in a downloaded VS Code', command: script('test/integration/main.ts', 'desktop') }],
};

/** What a plain `npm test` runs. */
const usual = ['lint', 'types', 'build', 'unit', 'system', 'page', 'integration', 'ui'];

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in stages));
  if (unknown.length > 0) {
    console.error(`No such part: ${unknown.join(', ')}. There are ${Object.keys(stages).join(', ')}.`);
    return 2;
  }
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  const failures: string[] = [];
  for (const stage of names.flatMap((name) => stages[name] ?? [])) {
    const totals = await runStage(stage);
    passed += totals.passed;
    failed += totals.failed;
    skipped += totals.skipped;
    if (totals.failed > 0) failures.push(stage.name);
  }
  for (const name of failures) console.log(`✘ ${name}`);
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

const asked = process.argv.slice(2);
void main(asked.length > 0 ? asked : usual).then((code) => (process.exitCode = code));
