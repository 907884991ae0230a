import { hash, verify } from '@node-rs/argon2';

/** 19 MiB, two passes, one lane: the first choice of the OWASP password storage guide for Argon2id. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Argon2id of the whole password, in one Unicode form: keyboards differ in how they send the same character. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), ARGON2ID);
}

export function verifyPassword({
  hash: stored,
  password,
}: {
  hash: string;
  password: string;
}): Promise<boolean> {
  return verify(stored, password.normalize('NFC'));
}
