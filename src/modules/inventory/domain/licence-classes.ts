/** What a licence asks of those who use the software: mildest first. */
export const LICENCE_CLASSES = [
  'permissive',
  'weak_copyleft',
  'strong_copyleft',
  'restricted',
  'none',
  'unknown',
] as const;
export type LicenceClass = (typeof LICENCE_CLASSES)[number];

const ids = (text: string): string[] => text.trim().split(/\s+/);

/**
 * Ids of the SPDX list by class. `restricted` are terms that limit who may use it or what for: source-available,
 * non-commercial, no derivatives. An id that is not here is unknown, and is judged as such until somebody adds it.
 */
const IDS: Partial<Record<LicenceClass, readonly string[]>> = {
  permissive: ids(`
    MIT MIT-0 MIT-Modern-Variant Apache-1.1 Apache-2.0 BSD-1-Clause BSD-2-Clause BSD-2-Clause-Patent BSD-3-Clause
    BSD-3-Clause-Clear BSD-3-Clause-LBNL BSD-4-Clause BSD-4-Clause-UC BSD-Source-Code 0BSD ISC Zlib zlib-acknowledgement
    libpng-2.0 Libpng BSL-1.0 Unlicense CC0-1.0 CC-BY-3.0 CC-BY-4.0 CC-PDDC WTFPL PSF-2.0 Python-2.0 Python-2.0.1
    CNRI-Python PostgreSQL NCSA X11 HPND HPND-sell-variant curl OpenSSL Unicode-DFS-2016 Unicode-3.0 Unicode-TOU ICU
    AFL-2.1 AFL-3.0 Artistic-2.0 BlueOak-1.0.0 Beerware FTL IJG bzip2-1.0.6 TCL W3C W3C-20150513 PHP-3.01 Ruby
    UPL-1.0 MulanPSL-2.0 ECL-2.0 Info-ZIP Intel NTP OFL-1.1 PDDL-1.0 ODC-By-1.0 SMLNJ Xnet ZPL-2.1 CDLA-Permissive-1.0
    CDLA-Permissive-2.0 OGL-UK-3.0 Zend-2.0`),
  weak_copyleft: ids(`
    LGPL-2.0 LGPL-2.0-only LGPL-2.0-or-later LGPL-2.1 LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0 LGPL-3.0-only
    LGPL-3.0-or-later MPL-1.0 MPL-1.1 MPL-2.0 MPL-2.0-no-copyleft-exception EPL-1.0 EPL-2.0 CDDL-1.0 CDDL-1.1 CPL-1.0
    IPL-1.0 MS-RL APSL-2.0 Artistic-1.0 Artistic-1.0-Perl LPPL-1.3c ODbL-1.0 CDLA-Sharing-1.0 EUPL-1.1 EUPL-1.2
    CECILL-C`),
  strong_copyleft: ids(`
    GPL-1.0 GPL-1.0-only GPL-1.0-or-later GPL-2.0 GPL-2.0-only GPL-2.0-or-later GPL-3.0 GPL-3.0-only GPL-3.0-or-later
    AGPL-1.0 AGPL-1.0-only AGPL-1.0-or-later AGPL-3.0 AGPL-3.0-only AGPL-3.0-or-later OSL-2.1 OSL-3.0 CC-BY-SA-3.0
    CC-BY-SA-4.0 CECILL-2.1 Sleepycat QPL-1.0 RPL-1.5 GFDL-1.3 GFDL-1.3-only GFDL-1.3-or-later`),
  restricted: ids(`
    BUSL-1.1 SSPL-1.0 Elastic-2.0 PolyForm-Noncommercial-1.0.0 PolyForm-Small-Business-1.0.0 CC-BY-NC-3.0 CC-BY-NC-4.0
    CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0 CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0 CC-BY-ND-3.0 CC-BY-ND-4.0 JSON Parity-7.0.0
    Aladdin Hippocratic-2.1 MS-LPL C-UDA-1.0`),
};

/** The ids are compared without case, as SPDX has it. */
export const CLASS_OF_ID: ReadonlyMap<string, LicenceClass> = new Map(
  Object.entries(IDS).flatMap(([name, listed]) =>
    listed.map((id) => [id.toLowerCase(), name as LicenceClass] as const),
  ),
);

/** Exceptions by which a strong copyleft does not reach what is merely linked or made with it. */
export const LINKING_EXCEPTIONS: ReadonlySet<string> = new Set(
  ids(`
    Classpath-exception-2.0 GCC-exception-2.0 GCC-exception-3.1 Linux-syscall-note Font-exception-2.0
    Autoconf-exception-2.0 Autoconf-exception-3.0 Bison-exception-1.24 Bison-exception-2.2 Libtool-exception
    eCos-exception-2.0 LLVM-exception Swift-exception WxWindows-exception-3.1 FLTK-exception Bootloader-exception
    OCaml-LGPL-linking-exception LGPL-3.0-linking-exception GPL-3.0-linking-exception
    Qt-LGPL-exception-1.1 u-boot-exception-2.0 freertos-exception-2.0 GNU-compiler-exception`).map((id) =>
    id.toLowerCase(),
  ),
);
