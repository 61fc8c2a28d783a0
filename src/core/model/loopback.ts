/** Whether a URL's host is this machine: the only place where `http:` is allowed, since nothing leaves the machine. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
