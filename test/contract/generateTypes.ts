/**
 * Writes `types.d.ts` from `openapi.json`. Run it after each change of the contract:
 * `npx tsx test/contract/generateTypes.ts`
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { contractTypes } from './contractTypes.ts';

void contractTypes().then((text) => writeFileSync(path.join(__dirname, 'types.d.ts'), text));
