import { createReadStream } from 'node:fs';
import { fileTypeFromFile } from 'file-type';
import type { LocalFile } from './file-store.js';

/** A kind of document that may be kept: the endings of its names, and whether it is an archive within. */
interface Kind {
  mediaType: string;
  endings: readonly string[];
  isArchive?: true;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN = 'application/vnd.oasis.opendocument';

/** Kinds that are known by their first bytes. */
const BINARY: readonly Kind[] = [
  { mediaType: 'application/pdf', endings: ['pdf'] },
  { mediaType: 'image/png', endings: ['png'] },
  { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  { mediaType: `${OFFICE}.wordprocessingml.document`, endings: ['docx'], isArchive: true },
  { mediaType: `${OFFICE}.spreadsheetml.sheet`, endings: ['xlsx'], isArchive: true },
  { mediaType: `${OFFICE}.presentationml.presentation`, endings: ['pptx'], isArchive: true },
  { mediaType: `${OPEN}.text`, endings: ['odt'], isArchive: true },
  { mediaType: `${OPEN}.spreadsheet`, endings: ['ods'], isArchive: true },
];

/** Kinds that are text: nothing in their bytes says which. */
const TEXT: readonly Kind[] = [
  { mediaType: 'text/plain', endings: ['txt', 'log', 'md'] },
  { mediaType: 'text/csv', endings: ['csv'] },
  { mediaType: 'application/json', endings: ['json'] },
  { mediaType: 'message/rfc822', endings: ['eml'] },
];

/** Endings of names that may be kept, for those who ask what is taken. */
export const ENDINGS: readonly string[] = [...BINARY, ...TEXT].flatMap(({ endings }) => endings);

export type FileKind = Pick<Kind, 'mediaType'> & { isArchive: boolean };

/**
 * What a file is, by its content; its name only chooses among kinds of text.
 * @returns null where it is nothing that may be kept, or its name says that it is something else
 */
export async function kindOf({ path }: LocalFile, name: string): Promise<FileKind | null> {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const found = await fileTypeFromFile(path);
  const kind = found
    ? BINARY.find(({ mediaType }) => mediaType === found.mime)
    : TEXT.find(({ endings }) => endings.includes(ending));
  if (!kind?.endings.includes(ending)) return null;
  if (!found && !(await isText(path))) return null;
  return { mediaType: kind.mediaType, isArchive: kind.isArchive === true };
}

/** Beginnings by which something is run or shown as a page, whatever its name says. */
const ACTIVE = /^\s*(?:#!|<\s*(?:!doctype|html|svg|script|\?xml|\?php))/i;
const CONTROLS = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/;

/** Whether a file is UTF-8 without control characters, and no program or page. */
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  try {
    for await (const chunk of createReadStream(path)) {
      const text = decoder.decode(chunk as Buffer, { stream: true });
      if (CONTROLS.test(text) || (isFirst && ACTIVE.test(text))) return false;
      isFirst = false;
    }
    decoder.decode();
    return true;
  } catch {
    return false; // not UTF-8
  }
}
