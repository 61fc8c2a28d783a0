import assert from 'node:assert/strict';
import { fileSize } from '../../../src/shared/fileSize.ts';

describe('fileSize', () => {
  const cases: [number, string, string][] = [
    [0, 'en', '0 kB'],
    [1, 'en', '1 kB'],
    [44_001, 'en', '45 kB'],
    [999_000, 'en', '999 kB'],
    [1_000_000, 'en', '1 MB'],
    [12_000_000, 'en', '12 MB'],
    [10_480_000, 'en', '10.5 MB'],
    [10_480_000, 'es', '10,5 MB'],
    [45_000, 'hi', '45 kB'],
  ];
  for (const [bytes, language, said] of cases)
    it(`says ${bytes} bytes in “${language}”: ${said}`, () => assert.equal(fileSize(bytes, language), said));
});
