import assert from 'node:assert/strict';
import { AgentSearch, type ListAgents, type ListedPage } from '../../../src/extension/prompts/agentSearch.ts';
import { agent } from '../../support/history/sampleUpdate.ts';

interface Call {
  readonly query: { search?: string; cursor?: string };
  readonly signal: AbortSignal;
  readonly answer: (page: ListedPage | undefined) => void;
}

/** A server that answers when the test says so. */
function held(): { list: ListAgents; calls: Call[] } {
  const calls: Call[] = [];
  return { calls, list: (query, signal) => new Promise((answer) => calls.push({ query, signal, answer })) };
}

const tick = (milliseconds = 5) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const page = (...names: string[]): ListedPage => ({ agents: names.map((name) => ({ agentId: agent(name), name })) });

describe('AgentSearch', () => {
  it('asks once when typing rests, not for every letter', async () => {
    const { list, calls } = held();
    const search = new AgentSearch(list, () => undefined);
    for (const text of ['a', 'an', 'ann']) search.search(text, 20);
    assert.ok(search.busy);
    await tick(40);
    assert.deepEqual(
      calls.map(({ query }) => query),
      [{ search: 'ann' }],
    );
    calls[0]!.answer(page('anna'));
    await tick();
    assert.deepEqual(
      search.agents.map(({ name }) => name),
      ['anna'],
    );
    assert.equal(search.answers, 'ann');
    assert.ok(!search.busy);
  });

  it('cancels a question that is superseded, and drops its late answer', async () => {
    const { list, calls } = held();
    const search = new AgentSearch(list, () => undefined);
    search.search('a', 0);
    await tick();
    search.search('b', 0);
    assert.ok(calls[0]!.signal.aborted);
    await tick();
    calls[1]!.answer(page('b'));
    await tick();
    calls[0]!.answer(page('a'));
    await tick();
    assert.deepEqual(
      search.agents.map(({ name }) => name),
      ['b'],
    );
  });

  it('follows pages, showing each as it comes, and stops at three', async () => {
    const { list, calls } = held();
    let changes = 0;
    const search = new AgentSearch(list, () => changes++);
    search.search('', 0);
    for (let number = 0; number < 3; number++) {
      await tick();
      assert.deepEqual(calls[number]!.query, number === 0 ? {} : { cursor: `c${number - 1}` });
      calls[number]!.answer({ ...page(`p${number}`), nextCursor: `c${number}` });
    }
    await tick();
    assert.equal(calls.length, 3);
    assert.deepEqual(
      search.agents.map(({ name }) => name),
      ['p0', 'p1', 'p2'],
    );
    assert.ok(changes >= 3);
    assert.ok(!search.busy);
  });

  it('asks no more where there is no list', async () => {
    const { list, calls } = held();
    const search = new AgentSearch(list, () => undefined);
    search.search('', 0);
    await tick();
    calls[0]!.answer(undefined);
    await tick();
    search.search('a', 0);
    await tick();
    assert.equal(calls.length, 1);
    assert.ok(!search.busy);
  });

  it('says when the server has been silent for too long, until it answers or is asked anew', async () => {
    const { list, calls } = held();
    const said: boolean[] = [];
    const search: AgentSearch = new AgentSearch(list, () => said.push(search.slow), 20);
    const now = () => ({ busy: search.busy, slow: search.slow });
    search.search('a', 0);
    await tick(40);
    assert.deepEqual(now(), { busy: true, slow: true });
    search.search('b', 0);
    assert.deepEqual(now(), { busy: true, slow: false });
    await tick(40);
    assert.deepEqual(now(), { busy: true, slow: true });
    calls[1]!.answer(page('b'));
    await tick();
    assert.deepEqual(now(), { busy: false, slow: false });
    assert.ok(said.includes(true));
    search.search('c', 0);
    await tick();
    calls[2]!.answer(page('c'));
    await tick(40);
    assert.deepEqual(now(), { busy: false, slow: false }, 'an answer in time leaves nothing behind');
  });

  it('gives up everything when the question is over', async () => {
    const { list, calls } = held();
    const search = new AgentSearch(list, () => undefined);
    search.search('', 0);
    await tick();
    search.dispose();
    assert.ok(calls[0]!.signal.aborted);
    search.search('a', 20);
    search.dispose();
    await tick(40);
    assert.equal(calls.length, 1);
  });
});
