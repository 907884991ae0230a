const MAX = 254;
const LOCAL = /^[A-Za-z0-9_'+-]+(\.[A-Za-z0-9_'+-]+)*$/;
const LABEL = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const TOP = /^[A-Za-z]{2,63}$/;

/**
 * An e-mail address that every mail server takes and that cannot carry a second address or a header: ASCII letters,
 * digits and the few signs that need no quoting (a part of RFC 5321, 4.1.2).
 */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > 64 || text.length > MAX) return false;
  const labels = text.slice(at + 1).split('.');
  return (
    LOCAL.test(text.slice(0, at)) &&
    labels.length > 1 &&
    labels.every((l) => LABEL.test(l)) &&
    TOP.test(labels.at(-1) ?? '')
  );
}
