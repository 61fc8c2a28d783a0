import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { readDrop } from '../../src/views/droppedImage.ts';
import { readDropped } from '../../src/views/panel/newPicture.ts';
import { inWorkspace } from './editor.ts';

const storage = () => inWorkspace('storage');
const wrong = { ok: false, failure: { kind: 'argumentInvalid', argument: 'image' } };
const several = { ok: false, failure: { kind: 'severalImages' } };
/** A Uri to a `URL`, none to VS Code. */
const noUri = 'file:////server/a.png';

function dropOf(uriList: string): vscode.DataTransfer {
  const data = new vscode.DataTransfer();
  data.set('text/uri-list', new vscode.DataTransferItem(uriList));
  return data;
}

describe('what is dropped', () => {
  it('on the tree is one image, or a failure that can be put into words', async () => {
    assert.equal(await readDrop(dropOf('# nothing'), storage()), undefined);
    assert.deepEqual(await readDrop(dropOf(noUri), storage()), wrong);
    assert.deepEqual(await readDrop(dropOf('file:///a.png\r\nfile:///b.png'), storage()), several);
    const dropped = await readDrop(dropOf('vscode-remote://machine/a%20b.png?q#f'), storage());
    assert.ok(dropped?.ok);
    assert.equal(dropped.value.uri.authority, 'machine');
    assert.equal(dropped.value.uri.path, '/a b.png');
  });

  it('on the preview is one image, or a failure that can be put into words', async () => {
    for (const uris of [[], [''], ['a b'], [noUri]]) assert.deepEqual(await readDropped(uris), wrong);
    assert.deepEqual(await readDropped(['file:///a.png', 'file:///b.png']), several);
    const uri = inWorkspace('square.png').toString();
    const picture = await readDropped([uri]);
    assert.ok(picture.ok);
    assert.equal(picture.value.source, uri);
    assert.equal(picture.value.image.fileName, 'square.png');
  });
});
