/** What the workbench says about itself in a test run, among what the tests print. None of it matters to them. */
const noise = [
  // It tells how it connects to its server.
  /^(Resolv(ing|ed) connection token|Creating a socket|\[reconnection-grace-time\]|Updating additional builtin)/,
  // Its chat has no account and no model here.
  /^\[?(AgentHost|ChatModelSelection|ChatSessionStore|AccountPolicyGate|RemoteAgentHostProtocol)/,
  // Its native modules are not compiled, and its own code has other ways. An extension's missing module has no such path.
  /Could not locate the bindings file\. Tried:\s+→ \S*[\\/]lib[\\/]vscode[\\/]node_modules[\\/]/,
  /Cannot find module '\.\.?\/build\/Release\/(watchdog|vscode-sqlite3\.node)'/,
  // Galleries cannot be reached, and code-server's service worker is not served by VS Code's own server.
  /^getaddrinfo ENOTFOUND open-vsx\.org/,
  /^\[Service Worker\] registration/,
];

/** @param parameters as given to a console function */
export function isWorkbenchNoise(parameters: readonly unknown[]): boolean {
  const [first] = parameters;
  return typeof first === 'string' && noise.some((pattern) => pattern.test(first));
}
