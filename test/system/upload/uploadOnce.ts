import { settingsWith } from '../../support/api/calls.ts';
import { imageOf, TestWindow } from '../../support/upload/testWindow.ts';

/**
 * A window that sets one avatar and says what came of it. Parameters: the history's folder, the server, `anyway`, and how
 * long the call may take, in milliseconds.
 */
async function main([folder = '', url = '', anyway, callTimeout = '120000']: readonly string[]): Promise<void> {
  const window = new TestWindow(folder, url, { settings: () => settingsWith({}, { callTimeout: Number(callTimeout) }) });
  const result = await window.set(imageOf(7, 'sent.png'), { without: anyway === 'anyway' ? ['disk'] : [] });
  console.log(JSON.stringify(result));
  await window.client.dispose();
}

void main(process.argv.slice(2));
