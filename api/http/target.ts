/** Path and parameters of a request's target as it was sent (RFC 9112 section 3.2). Never throws, whatever the target is. */
export function readTarget(target = '/'): { path: string; parameters: URLSearchParams } {
  const [path = '/', query = ''] = target.split('#', 1)[0]?.split(/\?(.*)/s, 2) ?? [];
  return { path, parameters: new URLSearchParams(query) };
}
