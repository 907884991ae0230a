/**
 * Bytes of a standard base64 text (RFC 4648 section 4), undefined when it is not exactly that: Node's decoder
 * skips what it does not know, so that many texts would stand for one signature.
 */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
