import { createHash } from 'node:crypto';
import { Busboy } from '@fastify/busboy';
import type { RecordedPart } from './types.ts';

const LIMITS = { files: 16, fields: 16, parts: 32, fieldSize: 1024 * 1024 };

/**
 * The parts of a whole multipart body.
 * @throws {Error} when the body is not well-formed, or `contentType` names no boundary.
 */
export async function parseMultipart(contentType: string, body: Buffer): Promise<RecordedPart[]> {
  const parts: RecordedPart[] = [];
  await new Promise<void>((resolve, reject) => {
    const parser = new Busboy({ headers: { 'content-type': contentType }, limits: LIMITS });
    parser.on('file', (name, stream, fileName, _encoding, type) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => parts.push(part(name, fileName, type, Buffer.concat(chunks))));
    });
    parser.on('field', (name, value, _nameTruncated, _valueTruncated, _encoding, type) => {
      parts.push(part(name, undefined, type, Buffer.from(value)));
    });
    parser.on('error', reject);
    parser.on('finish', resolve);
    parser.end(body);
  });
  return parts;
}

function part(name: string, fileName: string | undefined, contentType: string, bytes: Buffer): RecordedPart {
  return { name, fileName, contentType, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
