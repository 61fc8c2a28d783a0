import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageExtensions } from '../../../src/core/model/mediaType.ts';
import { commandIds, contextKeys, previewPanelType, settingIds, viewIds } from '../../../src/extension/ids.ts';
import { root } from '../../support/root.ts';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: boolean } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category?: string; readonly title: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly walkthroughs: readonly { readonly steps: readonly WalkthroughStep[] }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
  };
}

interface WalkthroughStep {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

const manifestText = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;
const strings = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;

describe('package.json', () => {
  it('contributes the commands that the code registers, and no others', () =>
    assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).sort(), Object.values(commandIds).sort()));

  it('contributes the views that the code fills, and no others', () =>
    assert.deepEqual(
      Object.values(manifest.contributes.views)
        .flat()
        .map(({ id }) => id),
      Object.values(viewIds),
    ));

  it('contributes the settings that the code reads, and no others', () =>
    assert.deepEqual(Object.keys(manifest.contributes.configuration.properties).sort(), Object.values(settingIds).sort()));

  it('lets no workspace set a setting', () => {
    for (const [id, { scope }] of Object.entries(manifest.contributes.configuration.properties)) {
      assert.equal(scope, 'application', id);
    }
  });

  it('names only its own commands in menus', () => {
    const known = new Set<string>(Object.values(commandIds));
    for (const { command } of Object.values(manifest.contributes.menus).flat()) assert.ok(known.has(command), command);
  });

  describe('the menus of image files', () => {
    const whens = ['explorer/context', 'editor/title/context'].map((menu) => manifest.contributes.menus[menu]?.[0]?.when ?? '');

    it('take all endings of images, in capitals or not, and no others', () => {
      for (const when of whens) {
        const [, source = '', flags = ''] = /resourceExtname =~ \/(.+)\/(\w*)$/.exec(when) ?? [];
        const endings = new RegExp(source, flags);
        for (const extension of imageExtensions) {
          for (const written of [extension, extension.toUpperCase(), extension.replace(/^./, (first) => first.toUpperCase())]) {
            assert.match(`.${written}`, endings);
          }
        }
        for (const other of ['.bmp', '.jp', '.jpegs', '.apn', '.txt', '.svgz', 'png']) assert.doesNotMatch(other, endings);
      }
    });
  });

  it('uses each context key that the code sets, and none that it does not', () => {
    const used = new Set(manifestText.match(/threetoneAvatars\.has\w+/g));
    assert.deepEqual([...used].sort(), Object.values(contextKeys).sort());
  });

  describe('the walkthrough', () => {
    const [walkthrough, ...others] = manifest.contributes.walkthroughs;
    const steps = walkthrough?.steps ?? [];

    it('is the only one, of three or four steps', () => {
      assert.equal(others.length, 0);
      assert.ok(steps.length === 3 || steps.length === 4);
    });

    for (const { id, description, media, completionEvents } of steps) {
      it(`step “${id}” has an action that completes it`, () => {
        const text = strings[description.slice(1, -1)] ?? '';
        const actions = [...text.matchAll(/^\[[A-Z][^\]]+\]\(command:([\w.]+)[^)]*\)$/gm)].map(([, command]) => command);
        assert.ok(actions.length > 0, text);
        const completing = completionEvents.flatMap((event) => (event.startsWith('onCommand:') ? [event.slice('onCommand:'.length)] : []));
        const byContext = completionEvents.some((event) => Object.values(contextKeys).some((key) => event === `onContext:${key}`));
        assert.ok(byContext || actions.every((action) => completing.includes(action ?? '')), completionEvents.join());
        const known = new Set<string>(Object.values(commandIds));
        for (const command of completing.filter((each) => each.startsWith('threetone'))) assert.ok(known.has(command), command);
      });

      it(`the image of step “${id}” follows the theme`, () => {
        const svg = readFileSync(join(root, media.svg), 'utf8');
        for (const [, paint] of svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)) assert.match(paint ?? '', /^(none|var\(--vscode-.+\))$/);
      });
    }
  });

  it('wakes up for nothing but its panel', () => assert.deepEqual(manifest.activationEvents, [`onWebviewPanel:${previewPanelType}`]));

  it('gives every command the one category', () => {
    for (const { category, command } of manifest.contributes.commands) assert.equal(category, '%category%', command);
  });

  it('has a string for every placeholder, and no string that nobody uses', () => {
    const used = [...manifestText.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(strings).sort());
  });

  it('states that it may run where the workspace is not trusted', () =>
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, true));
});

describe('src', () => {
  it('writes command, view and setting ids only in ids.ts', () => {
    for (const file of sourceFiles().filter((name) => name !== join('extension', 'ids.ts'))) {
      const text = readFileSync(join(root, 'src', file), 'utf8');
      // The names under which secrets are stored have the same prefix and are nobody's id.
      assert.doesNotMatch(text.replaceAll('threetoneAvatars.credential ', ''), /['"`]threetoneAvatars\b/, file);
    }
  });
});

function sourceFiles(): string[] {
  return (readdirSync(join(root, 'src'), { recursive: true }) as string[]).filter((name) => name.endsWith('.ts'));
}
