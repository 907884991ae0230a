/** Prints a line of the comparison: an operation, and what each contender took for it. */
export function row(what: string, cells: readonly string[]): void {
  const line = [what.padEnd(50), ...cells.map((cell) => cell.padEnd(20))].join(' ');
  process.stdout.write(`${line.trimEnd()}\n`);
}
