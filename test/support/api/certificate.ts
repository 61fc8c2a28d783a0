import { generate } from 'selfsigned';

export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
}

/** Makes a certificate that nobody trusts, good for a day; its key never touches the disk. */
export async function certificateFor(
  names: readonly string[],
  { expired = false }: { readonly expired?: boolean } = {},
): Promise<TestCertificate> {
  const day = 24 * 60 * 60 * 1000;
  const end = new Date(Date.now() + (expired ? -day : day));
  const { private: key, cert } = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(end.getTime() - 2 * day),
    notAfterDate: end,
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [...names.map((value) => ({ type: 2, value }) as const), { type: 7, ip: '127.0.0.1' }],
      },
    ],
  });
  return { key, cert };
}
