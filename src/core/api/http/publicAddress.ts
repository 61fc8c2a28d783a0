import { lookup } from 'node:dns';
import { BlockList, isIPv4, isIPv6, type LookupFunction } from 'node:net';
import { isLoopback } from '../../model/loopback.ts';
import { PrivateAddress } from './transportErrors.ts';

/**
 * A server may name any address for an avatar. Where it is a server of the internet, it must not make this machine ask, or
 * open, something that only this machine can reach: itself, or the network it is in.
 *
 * `any`: the server is this machine's own, or the address is its own. `public`: whatever the name turns out to be must be
 * looked at when connecting. `none`: the address says already that it is a private one.
 */
export type Reach = 'any' | 'public' | 'none';

/** @param origin the server that named the address */
export function reachOf(url: URL, origin: string, verifyCertificates: boolean): Reach {
  const server = new URL(origin);
  if (isLoopback(server)) return 'any';
  const isLiteral = addressIn(url) !== undefined;
  // A name that leads elsewhere than before is found out by its certificate, before anything is sent.
  const isItsOwn = url.protocol === 'https:' && url.hostname === server.hostname && (isLiteral || verifyCertificates);
  if (isItsOwn) return 'any';
  return isPrivateName(url) ? 'none' : 'public';
}

/**
 * Whether an address that may only be public leads to a private one, as far as this machine can resolve it: a name that only
 * a proxy knows does not.
 */
export async function leadsInside(url: URL, origin: string, resolve: LookupFunction = lookup): Promise<boolean> {
  const reach = reachOf(url, origin, true);
  if (reach !== 'public') return reach === 'none';
  const addresses = await new Promise<readonly string[]>((done) => {
    resolve(url.hostname, { all: true }, (error, found) => done(error ? [] : addressesOf(found)));
  });
  return addresses.some((address) => !isPublicAddress(address));
}

/** Resolves names as another function does, and leaves out what is not public. */
export function publicLookup(resolve: LookupFunction): LookupFunction {
  return (name, options, callback) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      const addresses = error ? [] : addressesOf(found).filter(isPublicAddress);
      const [first] = addresses;
      if (error || first === undefined) callback(error ?? new PrivateAddress(name), '');
      else if (options.all)
        callback(
          null,
          addresses.map((address) => ({ address, family: familyOf(address) })),
        );
      else callback(null, first, familyOf(first));
    });
  };
}

/** Whether the whole internet reaches an IP address: none of the special ones (IANA's registries), however it is written. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !specialV4.check(address);
  // A zone belongs to a link, so what has one is not public.
  if (!isIPv6(address) || address.includes('%')) return false;
  const embedded = embeddedIn(address);
  if (embedded !== undefined) return isPublicAddress(embedded);
  return globalV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6');
}

function isPrivateName(url: URL): boolean {
  const address = addressIn(url);
  if (address !== undefined) return !isPublicAddress(address);
  const name = url.hostname.replace(/\.$/, '');
  return name === 'localhost' || name.endsWith('.localhost');
}

/** The IP address that a URL has for a host. The URL parser has made one of decimal, octal and short ones already. */
function addressIn({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIPv4(bare) || isIPv6(bare) ? bare : undefined;
}

/** The IPv4 address in an IPv6 one that only carries it (`::ffff:0:0/96`, and NAT64's `64:ff9b::/96`). */
function embeddedIn(address: string): string | undefined {
  const normal = new URL(`http://[${address}]`).hostname;
  const [, high, low] = /^\[(?:::ffff:|64:ff9b::)(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})\]$/.exec(normal) ?? [];
  if (low === undefined) return undefined;
  const [upper, lower] = [high ?? '0', low].map((part) => parseInt(part, 16)) as [number, number];
  return [upper >> 8, upper & 255, lower >> 8, lower & 255].join('.');
}

function addressesOf(found: Parameters<Parameters<LookupFunction>[2]>[1]): string[] {
  return typeof found === 'string' ? [found] : found.map(({ address }) => address);
}

function familyOf(address: string): 4 | 6 {
  return isIPv4(address) ? 4 : 6;
}

function listOf(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [start = '', length] = range.split('/');
    list.addSubnet(start, Number(length), family);
  }
  return list;
}

const specialV4 = listOf('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]);

/** All that is given out for the internet so far, and what of it is not for the internet, or leads to an IPv4 address. */
const globalV6 = listOf('ipv6', ['2000::/3']);
const specialV6 = listOf('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);
