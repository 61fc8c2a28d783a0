import assert from 'node:assert/strict';
import type { AgentId } from '../../../src/core/model/agentId.ts';
import { AgentList, type AgentListRow, setKey } from '../../../src/extension/prompts/agentList.ts';
import type { ListedAgent } from '../../../src/extension/prompts/agentSearch.ts';
import { agent, sampleUpdate } from '../../support/history/sampleUpdate.ts';
import { Random } from '../../support/random.ts';

/** What has come so far, and the list it came to. */
class Question {
  readonly list = new AgentList();
  listed: readonly ListedAgent[] = [];
  isKeyMissing = false;

  /** The rows as they are drawn now. */
  rows(): AgentListRow['id'][] {
    const search = { agents: this.listed, answers: '' };
    const view = { typed: '', typedId: undefined, search, isKeyMissing: this.isKeyMissing, incomplete: true, nameOf: () => undefined };
    return this.list.rows(view, 0).map(({ id }) => id);
  }
}

/** Everything that can come while nothing is typed, each by itself. The server's pages and the workspace's files come in turn. */
type Arrival = (question: Question) => void;
const found =
  (id: AgentId): Arrival =>
  ({ list }) =>
    list.workspace.push({ agentId: id, place: 'index.html:1' });
const page =
  (...ids: AgentId[]): Arrival =>
  (question) =>
    (question.listed = [...question.listed, ...ids.map((agentId) => ({ agentId }))]);
const arrivals: Arrival[] = [
  ({ list }) => (list.recent = [sampleUpdate(agent('r1'), Buffer.from('x')), sampleUpdate(agent('both'), Buffer.from('y'))]),
  ({ list }) => (list.clipboard = agent('clip')),
  found(agent('w1')),
  found(agent('both')),
  found(agent('l2')),
  ({ list }) => (list.isWorkspaceRead = true),
  page(agent('l1'), agent('l2')),
  page(agent('l3'), agent('w1'), agent('clip')),
  (question) => (question.isKeyMissing = true),
];

describe('AgentList', () => {
  it('keeps each row that a person has seen in its place, whatever comes later, in every order', () => {
    const random = new Random(9);
    for (let round = 0; round < 1_000; round++) {
      const question = new Question();
      const order = shuffled(arrivals, random);
      let seen: AgentListRow['id'][] = [];
      for (const arrive of order) {
        arrive(question);
        // Not each of them is drawn by itself: what comes together is drawn together.
        if (random.below(3) === 0) continue;
        const now = question.rows();
        assert.deepEqual(now.slice(0, seen.length), seen, `round ${round}`);
        seen = now;
      }
      const all = question.rows();
      assert.deepEqual(all.slice(0, seen.length), seen);
      assert.deepEqual(new Set(all), new Set([...['r1', 'both', 'clip', 'w1', 'l1', 'l2', 'l3'].map(agent), setKey]));
      assert.equal(all.length, 8, 'each agent once');
    }
  });

  it('has the nearest first, where all is known in time', () => {
    const question = new Question();
    for (const arrive of arrivals) arrive(question);
    assert.deepEqual(question.rows(), [...['r1', 'both', 'clip', 'w1', 'l2', 'l1', 'l3'].map(agent), setKey]);
  });

  it('shows nothing before the recent agents are read, and nothing of the server’s as long as the workspace’s may come first', () => {
    const question = new Question();
    question.listed = [{ agentId: agent('l1') }];
    question.isKeyMissing = true;
    question.list.clipboard = agent('clip');
    question.list.isWorkspaceRead = true;
    assert.deepEqual(question.rows(), []);
    question.list.isWorkspaceRead = false;
    question.list.recent = [];
    assert.deepEqual(question.rows(), [agent('clip')]);
    question.list.isWorkspaceRead = true;
    assert.deepEqual(question.rows(), [agent('clip'), agent('l1'), setKey]);
  });

  it('takes no click on an agent where the offer of a key stood a moment ago', () => {
    const question = new Question();
    question.list.recent = [];
    question.list.isWorkspaceRead = true;
    question.isKeyMissing = true;
    assert.deepEqual(question.rows(), [setKey]);
    question.isKeyMissing = false;
    question.listed = [{ agentId: agent('l1') }];
    assert.deepEqual(question.rows(), [agent('l1')]);
    assert.ok(!question.list.mayTake(agent('l1'), 100));
    assert.ok(question.list.mayTake(agent('l1'), 300));
  });
});

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const left = [...items];
  return items.map(() => left.splice(random.below(left.length), 1)[0]!);
}
