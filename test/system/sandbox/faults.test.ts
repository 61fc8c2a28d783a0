import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';
import { call, key, upload, watchUpload } from './clients.ts';

describe('The sandbox fails as it is told:', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox({ apiKeys: [key] });
  });
  afterEach(() => sandbox.close());

  const stored = (): boolean => sandbox.avatarOf('agent_1') !== undefined;
  const record = () => sandbox.requests.at(-1)!;

  it('status, with a body and headers', async () => {
    sandbox.fail({ kind: 'status', status: 429, body: { detail: 'wait' }, headers: { 'retry-after': '3' } });
    const { status, headers, text } = await upload(sandbox);
    assert.deepEqual([status, headers.get('retry-after'), text], [429, '3', '{"detail":"wait"}']);
    assert.deepEqual([stored(), record().complete, record().status], [false, true, 429]);
  });

  it('html', async () => {
    sandbox.fail({ kind: 'html', status: 502 });
    const { status, headers, text } = await upload(sandbox);
    assert.equal(status, 502);
    assert.match(headers.get('content-type') ?? '', /^text\/html/);
    assert.match(text, /<h1>502/);
  });

  it('redirect', async () => {
    sandbox.fail({ kind: 'redirect', status: 307, location: 'http://127.0.0.1:1/x' });
    const { status, headers } = await upload(sandbox);
    assert.deepEqual([status, headers.get('location'), stored()], [307, 'http://127.0.0.1:1/x', false]);
  });

  it('delay', async () => {
    sandbox.fail({ kind: 'delay', ms: 30 });
    const start = performance.now();
    const { status } = await upload(sandbox);
    assert.deepEqual([status, stored()], [200, true]);
    // Timers may fire up to a millisecond early.
    assert.ok(performance.now() - start >= 29);
  });

  it('stall: the body is read, the connection stays, nothing comes', async () => {
    sandbox.fail({ kind: 'stall' });
    assert.deepEqual(await watchUpload(sandbox, 1000, () => sandbox.requests.at(-1)?.complete === true), { received: '', ending: 'open' });
    assert.deepEqual([record().complete, record().status, stored()], [true, undefined, false]);
  });

  it('drip: slowly, and whole in the end', async () => {
    sandbox.fail({ kind: 'drip', bytesPerSecond: 2000 });
    const start = performance.now();
    const { status, text } = await upload(sandbox);
    assert.equal(status, 200);
    assert.deepEqual(JSON.parse(text), { agent_id: 'agent_1', avatar_url: sandbox.avatarOf('agent_1')?.url });
    assert.ok(performance.now() - start > ((1000 * text.length) / 2000) * 0.8);
  });

  it('reset before the body', async () => {
    sandbox.fail({ kind: 'reset', when: 'before-body' });
    assert.deepEqual(await watchUpload(sandbox, 0), { received: '', ending: 'reset' });
    assert.equal(record().complete, false);
  });

  it('reset in the middle of the body', async () => {
    sandbox.fail({ kind: 'reset', when: 'mid-body' });
    assert.deepEqual(await watchUpload(sandbox, 500), { received: '', ending: 'reset' });
    assert.equal(record().complete, false);
  });

  it('reset in the middle of the body, not before some of it is there', async () => {
    sandbox.fail({ kind: 'reset', when: 'mid-body' });
    assert.equal((await watchUpload(sandbox, 0, () => sandbox.requestCount > 0)).ending, 'open');
  });

  it('reset after the body', async () => {
    sandbox.fail({ kind: 'reset', when: 'after-body' });
    assert.deepEqual(await watchUpload(sandbox), { received: '', ending: 'reset' });
    assert.deepEqual([record().complete, stored()], [true, false]);
  });

  it('reset in the middle of the answer', async () => {
    sandbox.fail({ kind: 'reset', when: 'mid-answer' });
    const { received, ending } = await watchUpload(sandbox);
    assert.equal(ending, 'reset');
    assert.match(received, /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n\{"agent_id":"agent_1","avatar_url":"?[^"]*$/s);
    assert.ok(stored());
  });

  it('half-close: FIN without an answer, and reads on', async () => {
    sandbox.fail({ kind: 'half-close' });
    assert.deepEqual(await watchUpload(sandbox, 500), { received: '', ending: 'fin' });
    assert.equal(stored(), false);
  });

  it('early answer, keeping the connection', async () => {
    sandbox.fail({ kind: 'early-answer', status: 413 });
    const { received, ending } = await watchUpload(sandbox, 100, (came) => came.includes('413'));
    assert.match(received, /^HTTP\/1\.1 413 /);
    assert.equal(ending, 'open');
    assert.equal(stored(), false);
  });

  it('early answer, closing the connection', async () => {
    sandbox.fail({ kind: 'early-answer', status: 413, close: true });
    const { received, ending } = await watchUpload(sandbox, 100);
    assert.match(received, /^HTTP\/1\.1 413 /);
    assert.notEqual(ending, 'open');
  });

  it('garbage', async () => {
    sandbox.fail({ kind: 'garbage' });
    const { received, ending } = await watchUpload(sandbox);
    assert.match(received, /^[^H].*not HTTP/);
    assert.equal(ending, 'fin');
  });

  it('truncated JSON in a whole answer', async () => {
    sandbox.fail({ kind: 'truncated-json' });
    const { status, text } = await upload(sandbox);
    assert.equal(status, 200);
    assert.match(text, /^\{"agent_id"/);
    assert.throws(() => {
      JSON.parse(text);
    }, SyntaxError);
    assert.ok(stored());
  });

  it('huge: as long as asked', async () => {
    sandbox.fail({ kind: 'huge', bytes: 300_000 });
    const { status, headers, text } = await upload(sandbox);
    assert.deepEqual([status, headers.get('content-length'), text.length], [200, null, 300_000]);
    assert.equal((JSON.parse(text) as { agent_id: string }).agent_id.length, 300_000 - 15);
  });

  it('huge, to one that does not read it all: no harm to the sandbox', async () => {
    sandbox.fail({ kind: 'huge', bytes: 50_000_000 });
    const giveUp = new AbortController();
    const body = new FormData();
    const response = await fetch(`${sandbox.url}/v1/x`, { method: 'POST', body, signal: giveUp.signal });
    giveUp.abort();
    await assert.rejects(response.text());
    assert.equal((await upload(sandbox)).status, 200);
  });

  it('answer: any 200', async () => {
    sandbox.fail({ kind: 'answer', body: { agent_id: 'other', avatar_url: 'javascript:0' } });
    assert.equal((await upload(sandbox)).text, '{"agent_id":"other","avatar_url":"javascript:0"}');
    sandbox.fail({ kind: 'answer', body: '<html>', contentType: 'text/html' });
    const { status, headers, text } = await upload(sandbox);
    assert.deepEqual([status, headers.get('content-type'), text, stored()], [200, 'text/html', '<html>', false]);
  });

  it('accept, then reset', async () => {
    sandbox.fail({ kind: 'accept-then-fail' });
    assert.deepEqual(await watchUpload(sandbox), { received: '', ending: 'reset' });
    assert.deepEqual([stored(), record().stored, record().status], [true, true, undefined]);
  });

  it('accept, then another status', async () => {
    sandbox.fail({ kind: 'accept-then-fail', status: 504 });
    assert.deepEqual([(await upload(sandbox)).status, stored()], [504, true]);
  });

  it('as often as asked, in the order asked, and then no more', async () => {
    sandbox.fail({ kind: 'status', status: 500 }, { times: 2 });
    sandbox.fail({ kind: 'status', status: 503 });
    const statuses: number[] = [];
    for (let round = 0; round < 4; round++) statuses.push((await upload(sandbox)).status);
    assert.deepEqual(statuses, [500, 500, 503, 200]);
  });

  it('only what matches: calls of the API unless told otherwise', async () => {
    sandbox.fail({ kind: 'status', status: 500 }, { match: ({ path }) => path.includes('agent_2') });
    assert.equal((await upload(sandbox)).status, 200);
    assert.equal((await upload(sandbox, 'agent_2')).status, 500);
    sandbox.fail({ kind: 'status', status: 500 });
    assert.equal((await call(sandbox.avatarOf('agent_1')!.url)).status, 200);
    sandbox.fail({ kind: 'status', status: 404 }, { match: ({ path }) => path.startsWith('/avatars/') });
    assert.equal((await call(sandbox.avatarOf('agent_1')!.url)).status, 404);
  });

  it('by a rule of its own', async () => {
    sandbox.failBy((index) => (index % 2 === 0 ? { kind: 'status', status: 500 } : undefined));
    assert.deepEqual([(await upload(sandbox)).status, (await upload(sandbox)).status], [500, 200]);
    sandbox.failBy(undefined);
    assert.equal((await upload(sandbox)).status, 200);
  });

  it('and ends every connection when it closes', async () => {
    sandbox.fail({ kind: 'stall' });
    sandbox.fail({ kind: 'delay', ms: 60_000 });
    const watched = [watchUpload(sandbox), watchUpload(sandbox)];
    await sandbox.waitForRequest(({ index }) => index === 1);
    assert.equal(sandbox.connections, 2);
    await sandbox.close();
    assert.equal(sandbox.connections, 0);
    for (const { ending } of await Promise.all(watched)) assert.notEqual(ending, 'open');
    sandbox = await startSandbox();
  });
});
