/** Pictures that stand elsewhere on this very server: others the page may not load. */

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/** The path under which this page can load a picture of the sandbox, or null for any other. */
export function sameServer(address) {
  const url = address && URL.canParse(address) ? new URL(address) : null;
  const ours = url && (url.origin === location.origin || LOOPBACK.includes(url.hostname));
  return ours && url.pathname.startsWith("/sandbox/") ? url.pathname + url.search : null;
}
