/** A path on this site: it cannot lead a browser anywhere else, also not by `//host` or a backslash. */
export function isLocalPath(text: string): boolean {
  return /^\/(?![/\\])[\w\-./~%?=&#]*$/.test(text);
}
