import { imageOf, TestWindow } from '../../support/upload/testWindow.ts';

/** A window that sets one avatar and says what came of it. Parameters: the history's folder, the server, `anyway`. */
async function main([folder = '', url = '', anyway]: readonly string[]): Promise<void> {
  const window = new TestWindow(folder, url);
  const result = await window.set(imageOf(7, 'sent.png'), { without: anyway === 'anyway' ? ['disk'] : [] });
  console.log(JSON.stringify(result));
  await window.client.dispose();
}

void main(process.argv.slice(2));
