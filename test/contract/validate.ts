import type { IncomingHttpHeaders } from 'node:http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { imageSize } from 'image-size';
import contract from './openapi.json' with { type: 'json' };
import type { operations } from './types.d.ts';

export type OperationId = keyof operations;

/** What `validateRequest` looks at; the sandbox's recorded requests are of this shape. */
export interface RequestSeen {
  readonly method: string;
  /** Path as sent, percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly parts: readonly PartSeen[];
}

interface PartSeen {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly hasBody: boolean;
}

/** The members of the document's operation objects that are used here. */
interface OperationObject {
  readonly operationId: string;
  readonly parameters: Operation['parameters'];
  readonly requestBody?: object;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
};

const compileForJson = compiler(false);
/** A query holds text only, so "20" has to pass as an integer. */
const compileForQuery = compiler(true);

const OPERATIONS = readOperations();

/**
 * What is wrong with an answer's status and JSON body by the contract, one sentence each; empty when all is right.
 * A status that the contract does not name is itself wrong.
 */
export function validateAnswer(operation: OperationId, status: number, body: unknown): string[] {
  const { path, method } = OPERATIONS[operation];
  for (const range of [String(status), `${Math.floor(status / 100)}XX`]) {
    const validate = compileForJson('paths', path, method, 'responses', range, 'content', 'application/json', 'schema');
    if (validate !== undefined) {
      return failures(validate, body, `${operation} ${status}`);
    }
  }
  return [`${operation}: the contract has no status ${status}`];
}

/** What is wrong with a request by the contract, one sentence each; empty when all is right. */
export function validateRequest(operation: OperationId, request: RequestSeen): string[] {
  const expected = OPERATIONS[operation];
  const wrong: string[] = [];
  if (request.method.toLowerCase() !== expected.method) {
    wrong.push(`method is ${request.method}, not ${expected.method.toUpperCase()}`);
  }
  wrong.push(...wrongPath(expected.path, request.path), ...wrongCredentials(request.headers));
  wrong.push(...wrongQuery(expected, request.query));
  if (expected.hasBody) {
    wrong.push(...wrongUpload(request));
  }
  return wrong;
}

function wrongPath(template: string, path: string): string[] {
  const parts = /^(.*)\{agent_id\}(.*)$/.exec(template);
  if (parts === null) {
    return path === template ? [] : [`path is ${path}, not ${template}`];
  }
  const [, before = '', after = ''] = parts;
  const segment = path.slice(before.length, path.length - after.length);
  if (!path.startsWith(before) || !path.endsWith(after) || segment.includes('/')) {
    return [`path is ${path}, not ${template}`];
  }
  let agentId: string;
  try {
    agentId = decodeURIComponent(segment);
  } catch {
    return [`agent_id is not percent-encoded: ${segment}`];
  }
  return agentId === '' || agentId === '.' || agentId === '..' ? [`agent_id is no path segment: "${agentId}"`] : [];
}

/** The contract offers two schemes as alternatives, so exactly one credential is right. */
function wrongCredentials(headers: IncomingHttpHeaders): string[] {
  const key = headers['x-api-key'];
  const bearer = headers.authorization;
  const wrong = Object.keys(headers)
    .filter((name) => name !== 'x-api-key' && /(^cookie$|api-?key|-token$)/.test(name))
    .map((name) => `header ${name} may carry a credential to where none belongs`);
  if (key !== undefined && bearer !== undefined) {
    wrong.push('both x-api-key and authorization are there; the contract takes one');
  } else if (bearer !== undefined) {
    if (!/^Bearer [\w~+/.-]+=*$/.test(bearer)) {
      wrong.push('authorization is not "Bearer" and one token');
    }
  } else if (typeof key !== 'string' || key === '') {
    wrong.push('there is no credential');
  }
  return wrong;
}

function wrongQuery(expected: Operation, query: URLSearchParams): string[] {
  return [...query.keys()].flatMap((name) => {
    const at = expected.parameters.findIndex((parameter) => parameter.in === 'query' && parameter.name === name);
    const validate = at < 0 ? undefined : compileForQuery('paths', expected.path, expected.method, 'parameters', String(at), 'schema');
    if (validate === undefined) {
      return [`the contract has no query parameter ${name}`];
    }
    const values = query.getAll(name);
    return values.length > 1 ? [`${name} is given ${values.length} times`] : failures(validate, values[0], name);
  });
}

function wrongUpload({ headers, parts }: RequestSeen): string[] {
  const wrong: string[] = [];
  const contentType = headers['content-type'] ?? '';
  if (!/^multipart\/form-data;\s*boundary=("[^"]{1,70}"|[^\s";]{1,70})$/i.test(contentType)) {
    wrong.push(`content-type is "${contentType}", not multipart/form-data with a boundary`);
  }
  const [part] = parts;
  if (part === undefined || parts.length !== 1 || part.name !== 'avatar_file') {
    return [...wrong, `parts are [${parts.map(({ name }) => name).join(', ')}], not [avatar_file]`];
  }
  if (part.fileName === undefined || part.fileName === '') {
    wrong.push('avatar_file has no file name');
  }
  const actual = mediaTypeOf(part.bytes);
  if (actual !== undefined && part.contentType !== actual) {
    wrong.push(`avatar_file says ${part.contentType}, its bytes are ${actual}`);
  }
  return wrong;
}

/** Media type by the bytes; undefined for what is no image of a known kind. */
function mediaTypeOf(bytes: Uint8Array): string | undefined {
  try {
    const { type } = imageSize(bytes);
    return type === undefined ? undefined : MEDIA_TYPES[type];
  } catch {
    // image-size throws for whatever it does not know: then there is no true type to hold the part to.
    return undefined;
  }
}

function failures(validate: ValidateFunction, value: unknown, what: string): string[] {
  return validate(value) ? [] : (validate.errors ?? []).map((error) => sentence(error, what));
}

function sentence({ instancePath, message = 'is wrong' }: ErrorObject, what: string): string {
  return `${what}${instancePath}: ${message}`;
}

/** A function that compiles the contract's schema at a path of keys, once; undefined where the contract has none. */
function compiler(coerceTypes: boolean): (...keys: string[]) => ValidateFunction | undefined {
  const ajv = new Ajv2020({ allErrors: true, coerceTypes });
  addFormats(ajv);
  // So that the whole document can be the schema's root, which its `$ref`s start from.
  ajv.addVocabulary([...Object.keys(contract), 'x-source']);
  ajv.addSchema(contract, 'contract');
  const compiled = new Map<string, ValidateFunction>();
  return (...keys) => {
    const pointer = keys.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    let validate = compiled.get(pointer);
    if (validate === undefined && has(keys)) {
      validate = ajv.compile({ $ref: `contract#/${pointer}` });
      compiled.set(pointer, validate);
    }
    return validate;
  };
}

function has(keys: readonly string[]): boolean {
  let node: unknown = contract;
  for (const key of keys) {
    node = (node as Record<string, unknown> | undefined)?.[key];
  }
  return node !== undefined;
}

function readOperations(): Readonly<Record<OperationId, Operation>> {
  const paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>> = contract.paths;
  const found = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId, parameters, requestBody }]) => [
      operationId,
      { path, method, parameters, hasBody: requestBody !== undefined },
    ]),
  );
  return Object.fromEntries(found) as Record<OperationId, Operation>;
}
