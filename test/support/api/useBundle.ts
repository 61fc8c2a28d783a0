import type * as network from '../../../src/api/network.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { key, never, serverAt, uploadOf } from './calls.ts';

/** undici's process-wide dispatchers, which the editor and every extension share. */
const slots = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'].map((name) => Symbol.for(name));
const slotsNow = () => slots.map((slot) => (globalThis as Record<symbol, unknown>)[slot]);

/** Uploads by the bundle given as the first argument; says as JSON what came of it and whether the slots are as before. */
async function main(bundle: string): Promise<void> {
  const sandbox = await startSandbox({ apiKeys: [key] });
  const before = slotsNow();
  const { createApiClient } = (await import(bundle)) as typeof network;
  const log = { info: () => undefined, warn: () => undefined };
  const client = createApiClient('threetone-avatars/test', log);
  const accepted: boolean[] = [];
  for (const length of [1_000, 500_000]) {
    const upload = uploadOf(7, length);
    const { ok } = await client.setAvatar(serverAt(sandbox.url), upload, { signal: never });
    accepted.push(ok && sandbox.avatarOf('agent_1')?.bytes.equals(upload.image.bytes) === true);
  }
  await client.dispose();
  await sandbox.close();
  const untouched = slotsNow().every((value, index) => value === before[index]);
  process.stdout.write(JSON.stringify({ accepted, untouched }));
}

void main(process.argv[2] ?? '');
