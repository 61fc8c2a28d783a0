import assert from 'node:assert/strict';
import { plainLabel } from '../../../src/extension/prompts/plainLabel.ts';

describe('plainLabel', () => {
  it('keeps icons out of texts from outside', () =>
    assert.equal(plainLabel('$(verified) Bank $(sync~spin)'), '\\$(verified) Bank \\$(sync~spin)'));
  it('leaves other texts as they are', () => assert.equal(plainLabel('$5 (five) $()'), '$5 (five) $()'));
});
