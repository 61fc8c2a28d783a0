import type * as network from '../../../src/core/api/network.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { key, never, noFetch, serverAt, settingsWith, uploadOf } from './calls.ts';
import { certificateFor } from './certificate.ts';
import { startProxy } from './proxy.ts';

/** undici's process-wide dispatchers, which the editor and every extension share. */
const slots = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'].map((name) => Symbol.for(name));
const slotsNow = () => slots.map((slot) => (globalThis as Record<symbol, unknown>)[slot]);

/**
 * Uploads by the bundle given as the first argument, straight and through a proxy; says as JSON what came of it and whether
 * the slots are as before.
 */
async function main(bundle: string): Promise<void> {
  const sandbox = await startSandbox({ apiKeys: [key] });
  const before = slotsNow();
  const { createApiClient } = (await import(bundle)) as typeof network;
  const client = createApiClient('threetone-avatars/test', log);
  const accepted: boolean[] = [];
  for (const length of [1_000, 500_000]) {
    const upload = uploadOf(7, length);
    const { ok } = await client.setAvatar(serverAt(sandbox.url), upload, { signal: never });
    accepted.push(ok && sandbox.avatarOf('agent_1')?.bytes.equals(upload.image.bytes) === true);
  }
  await client.dispose();
  accepted.push(await throughProxy(createApiClient));
  await sandbox.close();
  const untouched = slotsNow().every((value, index) => value === before[index]);
  process.stdout.write(JSON.stringify({ accepted, untouched }));
}

async function throughProxy(createApiClient: typeof network.createApiClient): Promise<boolean> {
  const host = 'api.threetone.test';
  const sandbox = await startSandbox({ apiKeys: [key], tls: await certificateFor([host]) });
  const proxy = await startProxy();
  const settings = settingsWith({ url: proxy.url }, { verifyCertificates: false });
  const client = createApiClient('threetone-avatars/test', log, { settings: () => settings, editorFetch: noFetch });
  const server = serverAt(`https://${host}:${sandbox.port}`);
  const { ok } = await client.setAvatar(server, uploadOf(7), { signal: never });
  await client.dispose();
  await Promise.all([sandbox.close(), proxy.close()]);
  return ok;
}

const log = { info: () => undefined, warn: () => undefined };

void main(process.argv[2] ?? '');
