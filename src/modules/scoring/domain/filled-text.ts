/** A text with its placeholders filled, in one pass: what a value holds is never taken for a placeholder. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
