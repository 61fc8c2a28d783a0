import assert from 'node:assert/strict';
import { findAgentMentions, wholeAgentId } from '../../../src/core/model/agentMentions.ts';

const id = 'agent_3701k3ttaq12ewp8b7qv5rfyszkz';

describe('findAgentMentions', () => {
  const mentions: [string, string, string[]][] = [
    ['the embed tag', `<threetone-convai agent-id="${id}"></threetone-convai>`, [id]],
    ['the embed tag over two lines', `<threetone-convai\n  agent-id='agt_123'>`, ['agt_123']],
    ['an embed tag with an id that is like no other', '<threetone-convai agent-id="sales-bot">', ['sales-bot']],
    ['an embed tag in single quotes', `<threetone-convai agent-id='sales-bot'>`, ['sales-bot']],
    ['JSX', `<Widget agentId={'${id}'} />`, [id]],
    ['JSX with an attribute', `<Widget agentId="agt_7" />`, ['agt_7']],
    ['a Vue binding of a text', `<w :agent-id="'${id}'"/>`, [id]],
    ['JSON', `{"agent_id": "agt_abc1", "other": 1}`, ['agt_abc1']],
    ['YAML', `agent_id: agt_abc1\nname: x`, ['agt_abc1']],
    ['an environment file that says which one', 'AGENT_ID_PRODUCTION=agt_abc1', ['agt_abc1']],
    ['an environment file', `export VITE_AGENT_ID=agt_abc1\nB=2`, ['agt_abc1']],
    ['a quoted long id under a key', `const agentId = "0123abcd4567efgh";`, ['0123abcd4567efgh']],
    ['an id in a text', `// see ${id}, please`, [id]],
    ['an id in a URL', `https://x.example/agents/${id}?y`, [id]],
    ['two agents, in their order', `agent_id: agt_2\nagent_id: agt_1\n`, ['agt_2', 'agt_1']],
    ['two agents, one of them in a text before the other', `see ${id}\nagent_id: agt_2`, [id, 'agt_2']],
    ['one agent named twice, once', `${id} ${id}`, [id]],
  ];
  for (const [what, text, ids] of mentions) {
    it(`finds ${what}`, () =>
      assert.deepEqual(
        findAgentMentions(text).map(({ agentId }) => agentId),
        ids,
      ));
  }

  const none: [string, string][] = [
    ['a variable bound in Vue', '<w :agent-id="agentId1"/>'],
    ['a placeholder', '<w agent-id="{{ agent }}"/>'],
    ['a template literal', '<w agent-id="${id}"/>'],
    ['code', 'const agentId = agents[0].agentId; agent_id = request.agent_id;'],
    ['a call', 'agentId: agent_number1(3)'],
    ['words that begin alike', 'agent_configuration_for_everything agent_identifier'],
    ['a word as long as an id', 'agent_administratoraccount'],
    ['a data attribute of something else', '<w data-agent-id="{x}"> <w data-agent-id="sales-bot">'],
    ['another attribute', '<w my_agent-id="sales-bot">'],
    ['an expression that is a text', `<w agent-id="'sales-bot'">`],
    ['a long variable with a number', 'agentId: numberOfTheAgent1'],
    ['a variable with a number', 'agentId: my_agent_1'],
    ['nothing', ''],
  ];
  for (const [what, text] of none) it(`finds no agent in ${what}`, () => assert.deepEqual(findAgentMentions(text), []));

  it('says in which line', () =>
    assert.deepEqual(
      findAgentMentions(`a\nb\r\nagent_id: agt_1\n\n${id}`).map(({ line }) => line),
      [3, 5],
    ));

  it('says the first line of an agent that is named twice', () => {
    const [keyed, bare] = [`agent_id: ${id}`, `see ${id}`];
    for (const text of [`${keyed}\n${bare}`, `${bare}\n${keyed}`, `${keyed}\n${keyed}`]) {
      assert.deepEqual(findAgentMentions(text), [{ agentId: id, line: 1 }]);
    }
  });

  it('stops at many', () => {
    const many = Array.from({ length: 1000 }, (_, index) => `agent_id: agt_${index}`).join('\n');
    assert.equal(findAgentMentions(many).length, 200);
  });

  const hostile = ['agentid', 'agent_id=', 'agent-id="', 'agent_', 'a_agent_id ', 'agent_id = {  "'].map((part) =>
    part.repeat(500_000 / part.length),
  );
  for (const text of hostile) {
    // In time that grows with the square, this would outlast the test's timeout many times over.
    it(`takes no time over half a megabyte of “${text.slice(0, 15)}”`, () => void findAgentMentions(text));
  }
});

describe('wholeAgentId', () => {
  for (const text of [id, ` ${id}\n`, 'agt_123']) it(`takes “${text}”`, () => assert.equal(wholeAgentId(text), text.trim()));
  for (const text of [
    '',
    'agent',
    'agent_name',
    `see ${id}`,
    `${id} ${id}`,
    `agent_id="${id}"`,
    'my_agent_123',
    'agent_123!',
    'password123456789',
  ]) {
    it(`leaves “${text}” alone`, () => assert.equal(wholeAgentId(text), undefined));
  }
});
