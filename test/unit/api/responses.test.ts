import assert from 'node:assert/strict';
import { parseErrorBody } from '../../../src/core/api/errorBody.ts';
import { parseAcceptedAnswer, parseAgentPage, parseWidgetAvatar } from '../../../src/core/api/responses.ts';
import type { AgentId } from '../../../src/core/model/agentId.ts';

const origin = 'https://api.threetone.in';
const agentId = 'agent_1' as AgentId;
const unexpected = (what: string, more = {}) => ({ ok: false, failure: { kind: 'unexpectedAnswer', what, ...more } });

describe('a page of agents', () => {
  const agents = [{ agent_id: 'agent_1', name: 'Maya' }, { agent_id: 'agent_2' }, { agent_id: 'a b' }, { name: 'no id' }];
  const read = [
    { agentId: 'agent_1', name: 'Maya' },
    { agentId: 'agent_2', name: '' },
  ];

  for (const [what, more, next] of [
    ['ends the list', {}, {}],
    ['ends the list, whatever cursor it has', { next_cursor: 'c', has_more: false }, {}],
    ['names the next one', { next_cursor: 'c', has_more: true }, { nextCursor: 'c' }],
    ['names the next one without saying that there is more', { next_cursor: 'c' }, { nextCursor: 'c' }],
    ['says that there is more, and not where', { has_more: true }, {}],
  ] as const) {
    it(what, () => assert.deepEqual(parseAgentPage({ agents, ...more }), { ok: true, value: { agents: read, ...next } }));
  }

  it('is no JSON', () => assert.deepEqual(parseAgentPage(undefined), unexpected('notJson')));
  it('is something else', () => assert.deepEqual(parseAgentPage({ agents: 'none' }), unexpected('wrongShape')));
});

describe('what a widget shows', () => {
  const parse = (avatar: object) => parseWidgetAvatar({ widget_config: { avatar } }, origin);
  const orb = (color: string) => parse({ type: 'orb', color_1: '#00aAff', color_2: color });

  it('is an orb', () => assert.deepEqual(orb('#123456'), { ok: true, value: { type: 'orb', colors: ['#00aAff', '#123456'] } }));
  for (const color of ['#1234567', 'x#123456', '#12345', 'red']) {
    it(`is not of the color “${color}”`, () => assert.deepEqual(orb(color), unexpected('wrongShape')));
  }
  it('is a picture', () => {
    const value = { type: 'image', url: 'https://cdn.example/a.png' };
    assert.deepEqual(parse({ type: 'url', custom_url: value.url }), { ok: true, value });
    assert.deepEqual(parse(value), { ok: true, value });
  });
  for (const url of ['https://10.0.0.1/a.png', 'http://cdn.example/a.png', 'javascript:alert(1)']) {
    it(`is nothing that may be opened: ${url}`, () => assert.deepEqual(parse({ type: 'image', url }), unexpected('unsafeUrl')));
  }
  it('is no JSON', () => assert.deepEqual(parseWidgetAvatar(undefined, origin), unexpected('notJson')));
  it('is something else', () => assert.deepEqual(parseWidgetAvatar({}, origin), unexpected('wrongShape')));
});

describe('the answer to an accepted avatar', () => {
  let leftOut: number;
  const parse = (json: unknown) => parseAcceptedAnswer(json, { agentId, origin }, () => (leftOut += 1));
  const about = (avatarUrl?: unknown) => parse({ agent_id: agentId, avatar_url: avatarUrl });
  beforeEach(() => (leftOut = 0));

  it('names where the picture is', () => {
    const avatarUrl = 'https://cdn.example/a.png';
    assert.deepEqual(about(avatarUrl), { ok: true, value: { agentId, avatarUrl } });
    assert.equal(leftOut, 0);
  });
  for (const url of [undefined, null]) {
    it(`may name no place: ${String(url)}`, () => {
      assert.deepEqual(about(url), { ok: true, value: { agentId } });
      assert.equal(leftOut, 0);
    });
  }
  for (const url of ['http://cdn.example/a.png', '/a.png', 'https://192.168.0.1/a.png', 'https://localhost/a.png']) {
    it(`may name a place that is left out: ${url}`, () => {
      assert.deepEqual(about(url), { ok: true, value: { agentId } });
      assert.equal(leftOut, 1);
    });
  }
  for (const [what, json] of [
    ['notJson', undefined],
    ['wrongShape', { agent_id: 1 }],
    ['otherAgent', { agent_id: 'agent_2' }],
    ['unsafeUrl', { agent_id: agentId, avatar_url: 'javascript:alert(1)' }],
    ['unsafeUrl', { agent_id: agentId, avatar_url: 'httpsx://cdn.example' }],
    ['unsafeUrl', { agent_id: agentId, avatar_url: 'view-http://cdn.example' }],
  ] as const) {
    it(`is doubted, and may have set it all the same: ${JSON.stringify(json)}`, () =>
      assert.deepEqual(parse(json), unexpected(what, { maySet: true })));
  }
});

describe('the body of a refusal', () => {
  const cases: readonly (readonly [what: string, detail: unknown, expected: object])[] = [
    ['a sentence', 'No.', { said: { message: 'No.' }, fields: [] }],
    ['nothing', undefined, { said: {}, fields: [] }],
    ['a number', 7, { said: {}, fields: [] }],
    ['fields', [{ loc: ['body', 'avatar', 0], msg: 'too large' }], { said: {}, fields: [{ field: 'avatar.0', message: 'too large' }] }],
    ['a field by its name alone', [{ loc: ['avatar'], msg: 'no' }], { said: {}, fields: [{ field: 'avatar', message: 'no' }] }],
    [
      'a field that does not fit beside one that does',
      [7, { loc: ['b', 'a'], msg: 'x' }],
      { said: {}, fields: [{ field: 'a', message: 'x' }] },
    ],
    ['a message', { message: 'No.', request_id: 'r1' }, { said: { message: 'No.', requestId: 'r1' }, fields: [] }],
    ['a message about a field', { message: 'No.', param: 'a' }, { said: { message: 'No.' }, fields: [{ field: 'a', message: 'No.' }] }],
    ['a field without a message', { param: 'a' }, { said: {}, fields: [] }],
    ['a code', { code: 'rate_limit_exceeded' }, { said: {}, fields: [], code: 'rate_limit_exceeded' }],
    ['a code under its other name', { status: 'busy', code: 7 }, { said: {}, fields: [], code: 'busy' }],
  ];
  for (const [what, detail, expected] of cases) it(`is ${what}`, () => assert.deepEqual(parseErrorBody({ detail }), expected));

  it('may be no object', () => assert.deepEqual(parseErrorBody('busy'), { said: {}, fields: [] }));
  it('is read up to its tenth field', () => {
    const detail = Array.from({ length: 30 }, (_, index) => ({ loc: ['body', `f${index}`], msg: 'no' }));
    assert.equal(parseErrorBody({ detail }).fields.length, 10);
  });
});
