/** Prints one line of a figure: what, what was seen, what must be reached. */
export function figure(what: string, seen: string, reach = ''): void {
  process.stdout.write(`${what.padEnd(58)} ${seen.padEnd(44)} ${reach}\n`);
}

export function heading(text: string): void {
  process.stdout.write(`\n${text}\n${'-'.repeat(text.length)}\n`);
}
