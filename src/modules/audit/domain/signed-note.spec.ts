import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newKey, ORIGIN } from '../../../../test/harness/sealed-log.js';
import { formatCheckpoint, parseCheckpoint, signCheckpoint, verifyCheckpoint } from './checkpoint.js';
import { NoteError } from './note-error.js';
import { parseNote, signNote, verifyNote } from './signed-note.js';
import { signingKeyFromPem, type SigningKey } from './signing-key.js';
import { formatVerifierKey, parseVerifierKey, verifierKeyOf } from './verifier-key.js';

/** The published example of Go's golang.org/x/mod/sumdb/note, which the C2SP form was taken from. */
const GO = {
  name: 'PeterNeumann',
  verifierKey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  seed: Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1),
  text:
    'If you think cryptography is the answer to your problem,\n' +
    "then you don't know what your problem is.\n",
  signature:
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};
/** Head of an Ed25519 private key in PKCS #8 (RFC 8410 section 7); the seed follows. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

function goKey(): SigningKey {
  const der = Buffer.concat([PKCS8_HEAD, GO.seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return signingKeyFromPem(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), GO.name);
}

const keyOf = (key: SigningKey) => parseVerifierKey(key.verifierKey);

describe('verifier key', () => {
  it('of the published example', () => {
    expect(goKey().verifierKey).toBe(GO.verifierKey);
    expect(formatVerifierKey(parseVerifierKey(GO.verifierKey))).toBe(GO.verifierKey);
  });

  it.each([
    ['of the specification', 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'],
    ['with a plus in its base64', 'TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6'],
  ])('%s is read and written back', (_, text) => {
    expect(formatVerifierKey(parseVerifierKey(text))).toBe(text);
  });

  it('is refused when any one character was changed or cut', () => {
    for (let at = 0; at < GO.verifierKey.length; at += 1) {
      const other = GO.verifierKey[at] === 'A' ? 'B' : 'A';
      const changed = GO.verifierKey.slice(0, at) + other + GO.verifierKey.slice(at + 1);
      expect(() => parseVerifierKey(changed)).toThrow(NoteError);
      expect(() => parseVerifierKey(GO.verifierKey.slice(0, at))).toThrow(NoteError);
    }
  });

  it.each([
    ['a cosignature key', 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2'],
    ['a key of 35 bytes', 'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADK'],
  ])('is not %s', (_, text) => {
    expect(() => parseVerifierKey(text)).toThrow('Not an Ed25519 verifier key');
  });

  it.each(['', 'a b', 'a+b', 'a\u3000b', 'a\nb', 'a\u00a0b'])('has no name like %j', (name) => {
    expect(() => verifierKeyOf(name, newKey().privateKey)).toThrow(NoteError);
  });
});

describe('signed note', () => {
  it('has the bytes of the published example', () => {
    expect(signNote(GO.text, [goKey()])).toBe(`${GO.text}\n${GO.signature}`);
    const { text, verifiedBy } = verifyNote(`${GO.text}\n${GO.signature}`, [
      parseVerifierKey(GO.verifierKey),
    ]);
    expect(text).toBe(GO.text);
    expect(verifiedBy.map((key) => key.name)).toEqual([GO.name]);
  });

  it('ends its text at the last empty line', () => {
    const key = newKey();
    const note = signNote('one\n\ntwo\n', [key]);
    expect(parseNote(note).text).toBe('one\n\ntwo\n');
    expect(verifyNote(note, [keyOf(key)]).text).toBe('one\n\ntwo\n');
  });

  it('is refused after a change of any byte', () => {
    const key = newKey();
    const note = Buffer.from(signNote('審 text\n', [key]));
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = Buffer.from(note);
        changed[at]! ^= mask;
        expect(() => verifyNote(changed.toString('utf8'), [keyOf(key)])).toThrow(NoteError);
      }),
    );
  });

  it('needs a known key', () => {
    const [signer, stranger] = [newKey(), newKey()];
    expect(() => verifyNote(signNote('text\n', [signer]), [keyOf(stranger)])).toThrow('No known key');
    expect(() => verifyNote(signNote('text\n', [signer]), [])).toThrow('No known key');
  });

  it('lets keys rotate: old, both, new', () => {
    const [old, next] = [newKey(), newKey()];
    const known = [keyOf(old), keyOf(next)];
    const signersOf = (signers: SigningKey[]) =>
      verifyNote(signNote('text\n', signers), known).verifiedBy.map(formatVerifierKey);
    expect(signersOf([old])).toEqual([old.verifierKey]);
    expect(signersOf([old, next])).toEqual([old.verifierKey, next.verifierKey]);
    expect(signersOf([next])).toEqual([next.verifierKey]);
    // Who knows only the old key still reads what both signed, not what the new one signed alone.
    expect(verifyNote(signNote('text\n', [old, next]), [keyOf(old)]).verifiedBy).toHaveLength(1);
    expect(() => verifyNote(signNote('text\n', [next]), [keyOf(old)])).toThrow(NoteError);
  });

  it('is refused as a whole when one known key did not sign this text', () => {
    const [one, other] = [newKey(), newKey()];
    const foreignLine = signNote('another text\n', [other]).split('\n').at(-2);
    const note = `${signNote('text\n', [one])}${foreignLine}\n`;
    expect(() => verifyNote(note, [keyOf(one), keyOf(other)])).toThrow('is wrong');
    expect(verifyNote(note, [keyOf(one)]).text).toBe('text\n');
  });

  it.each([
    ['no signature', 'text\n\n'],
    ['no empty line', 'text\n— name AAAAAAA=\n'],
    ['no newline at the end', 'text\n\n— name AAAAAAA='],
    ['a hyphen for the dash', 'text\n\n- name AAAAAAA=\n'],
    ['loose base64', 'text\n\n— name AAAAAAB=\n'],
    ['a further word', 'text\n\n— name AAAAAAA= more\n'],
    ['a control character', 'te\txt\n\n— name AAAAAAA=\n'],
    ['a name with a plus', 'text\n\n— na+me AAAAAAA=\n'],
    ['only a key id', 'text\n\n— name AAAAAA==\n'],
    ['101 signatures', `text\n\n${'— name AAAAAAA=\n'.repeat(101)}`],
  ])('with %s is not read', (_, note) => {
    expect(() => parseNote(note)).toThrow(NoteError);
  });

  it('signs only what can be a note', () => {
    expect(() => signNote('no newline', [newKey()])).toThrow(NoteError);
    expect(() => signNote('a\rb\n', [newKey()])).toThrow(NoteError);
    expect(() => signNote('lone \ud800\n', [newKey()])).toThrow(NoteError);
    expect(() => signNote('text\n', [])).toThrow(NoteError);
  });
});

describe('checkpoint', () => {
  const root = Buffer.from('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'base64');

  it('has the text of the specification', () => {
    const checkpoint = { origin: 'example.com/behind-the-sofa', size: 20852163, root };
    const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    expect(formatCheckpoint(checkpoint)).toBe(text);
    expect(parseCheckpoint(text)).toEqual(checkpoint);
    expect(parseCheckpoint(`${text}an extension\n`)).toEqual(checkpoint);
  });

  it('is verified for its own log only', () => {
    const key = newKey();
    const note = signCheckpoint({ origin: ORIGIN, size: 3, root }, [key]);
    expect(verifyCheckpoint(note, ORIGIN, [keyOf(key)])).toMatchObject({ origin: ORIGIN, size: 3, root });
    expect(() => verifyCheckpoint(note, 'other.example/audit', [keyOf(key)])).toThrow('another log');
    expect(() => verifyCheckpoint(note, ORIGIN, [keyOf(newKey())])).toThrow(NoteError);
  });

  it.each([
    ['a leading zero', `o\n01\n${root.toString('base64')}\n`],
    ['a sign', `o\n+1\n${root.toString('base64')}\n`],
    ['a size beyond 2^53', `o\n9007199254740993\n${root.toString('base64')}\n`],
    ['a short root', 'o\n1\nAAAA\n'],
    ['an empty line', `o\n1\n${root.toString('base64')}\n\n`],
    ['no origin', `\n1\n${root.toString('base64')}\n`],
    ['two lines', 'o\n1\n'],
  ])('with %s is not read', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(NoteError);
  });

  it('is not written with parts out of range', () => {
    expect(() => formatCheckpoint({ origin: '', size: 1, root })).toThrow(NoteError);
    expect(() => formatCheckpoint({ origin: 'a\nb', size: 1, root })).toThrow(NoteError);
    expect(() => formatCheckpoint({ origin: 'a', size: 1.5, root })).toThrow(NoteError);
    expect(() => formatCheckpoint({ origin: 'a', size: 1, root: root.subarray(1) })).toThrow(NoteError);
  });
});
