import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { HandedOverImage, sourceOf } from '../../src/extension/editor/givenImage.ts';
import { readImage } from '../../src/extension/editor/imageReader.ts';
import { longestText } from '../../src/core/history/entryRecord.ts';
import { readDrop } from '../../src/extension/tree/droppedImage.ts';
import { readDropped } from '../../src/extension/preview/newImage.ts';
import { inWorkspace } from './editor.ts';

const wrong = { ok: false, failure: { kind: 'argumentInvalid', argument: 'image' } };
const several = { ok: false, failure: { kind: 'severalImages' } };
/** A Uri to a `URL`, none to VS Code. */
const noUri = 'file:////server/a.png';

function dropOf(uriList: string): vscode.DataTransfer {
  const data = new vscode.DataTransfer();
  data.set('text/uri-list', new vscode.DataTransferItem(uriList));
  return data;
}

/** Only VS Code itself can make such items. */
function filesOf(...files: readonly vscode.DataTransferFile[]): vscode.DataTransfer {
  const data = new vscode.DataTransfer();
  for (const [index, file] of files.entries()) {
    data.set(`image/${index}`, Object.assign(new vscode.DataTransferItem(''), { asFile: () => file }));
  }
  return data;
}

describe('what is dropped', () => {
  it('on the tree is one image, or a failure that can be put into words', async () => {
    assert.equal(await readDrop(dropOf('# nothing')), undefined);
    assert.deepEqual(await readDrop(dropOf(noUri)), wrong);
    assert.deepEqual(await readDrop(dropOf('file:///a.png\r\nfile:///b.png')), several);
    const dropped = await readDrop(dropOf('vscode-remote://machine/a%20b.png?q#f'));
    assert.ok(dropped?.ok);
    assert.ok(dropped.value instanceof vscode.Uri);
    assert.equal(dropped.value.authority, 'machine');
    assert.equal(dropped.value.path, '/a b.png');
  });

  it('on the tree without a place stays in memory, under its name alone, and has no source', async () => {
    const bytes = await vscode.workspace.fs.readFile(inWorkspace('square.png'));
    const dropped = await readDrop(filesOf({ name: '../square.png', data: () => Promise.resolve(bytes) }));
    assert.ok(dropped?.ok);
    assert.deepEqual(dropped.value, new HandedOverImage('square.png', bytes));
    assert.deepEqual(sourceOf(dropped.value), {});
    const image = await readImage(dropped.value);
    assert.ok(image.ok);
    assert.equal(image.value.bytes, bytes);
    assert.equal(image.value.fileName, 'square.png');
  });

  it('on the tree with a place is where it is', async () => {
    const uri = inWorkspace('square.png');
    const dropped = await readDrop(filesOf({ name: 'square.png', uri, data: () => Promise.reject(new Error('Nobody needs it.')) }));
    assert.deepEqual(dropped, { ok: true, value: uri });
    assert.deepEqual(sourceOf(uri), { source: uri.toString() });
  });

  it('has no source that the history could not read back', () => {
    const length = longestText - 'file:///'.length;
    assert.equal(sourceOf(vscode.Uri.file(`/${'a'.repeat(length)}`)).source?.length, longestText);
    assert.deepEqual(sourceOf(vscode.Uri.file(`/${'a'.repeat(length + 1)}`)), {});
  });

  it('on the tree in numbers is too much', async () => {
    const file = { name: 'a.png', data: () => Promise.reject(new Error('Nobody reads it.')) };
    assert.deepEqual(await readDrop(filesOf(file, file)), several);
  });

  it('on the preview is one image, or a failure that can be put into words', async () => {
    for (const uris of [[], [''], ['a b'], [noUri]]) assert.deepEqual(await readDropped(uris), wrong);
    assert.deepEqual(await readDropped(['file:///a.png', 'file:///b.png']), several);
    const uri = inWorkspace('square.png').toString();
    const image = await readDropped([uri]);
    assert.ok(image.ok);
    assert.equal(image.value.source, uri);
    assert.equal(image.value.image.fileName, 'square.png');
  });
});
