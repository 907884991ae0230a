/** A note, a checkpoint or a key that cannot be accepted. */
export class NoteError extends Error {
  override readonly name = 'NoteError';
}
