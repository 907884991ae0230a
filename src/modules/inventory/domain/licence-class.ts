import parseSpdx, { type Info, type LicenseInfo } from 'spdx-expression-parse';
import { NO_LICENCE } from './formats.js';
import { CLASS_OF_ID, LICENCE_CLASSES, type LicenceClass, LINKING_EXCEPTIONS } from './licence-classes.js';

/**
 * What the licence of a component asks of the firm. Of terms that one may choose from, the mildest counts; of terms that
 * hold together, the strictest. Nothing recorded, and terms that nobody has classed, are unknown; terms of somebody's
 * own (LicenseRef-) are taken for restricted, because they were written to differ from the public ones.
 */
export function licenceClass(expression: string | null): LicenceClass {
  if (expression === null) return 'unknown';
  if (expression === NO_LICENCE) return 'none';
  try {
    return classOf(parseSpdx(expression));
  } catch {
    return 'unknown'; // NOASSERTION among it
  }
}

function classOf(info: Info): LicenceClass {
  if (!('conjunction' in info)) return classOfTerms(info);
  const [milder, stricter] = [classOf(info.left), classOf(info.right)].sort((a, b) => rank(a) - rank(b));
  return (info.conjunction === 'or' ? milder : stricter) as LicenceClass;
}

function classOfTerms({ license, exception }: LicenseInfo): LicenceClass {
  if (/^(DocumentRef-.+:)?LicenseRef-/.test(license)) return 'restricted';
  const found = CLASS_OF_ID.get(license.toLowerCase()) ?? 'unknown';
  const isLoosened = exception !== undefined && LINKING_EXCEPTIONS.has(exception.toLowerCase());
  return found === 'strong_copyleft' && isLoosened ? 'weak_copyleft' : found;
}

const rank = (name: LicenceClass): number => LICENCE_CLASSES.indexOf(name);
