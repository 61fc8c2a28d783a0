import { never, serverAt, settingsWith, testClient, uploadOf } from './calls.ts';

/** Uploads once to the address given as the first argument and writes the result to standard output, as JSON. */
async function main(address: string): Promise<void> {
  const { client } = testClient({ settings: () => settingsWith() });
  const result = await client.setAvatar(serverAt(address), uploadOf(1), { signal: never });
  await client.dispose();
  process.stdout.write(JSON.stringify(result));
}

void main(process.argv[2] ?? '');
