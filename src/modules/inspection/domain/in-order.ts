/** Where one of several records is chosen, it is the same one in whatever order they were loaded: in that of their ids. */
export function inOrder<Fact extends { readonly id: string }>(facts: readonly Fact[]): readonly Fact[] {
  return isInOrder(facts) ? facts : [...facts].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function isInOrder(facts: readonly { readonly id: string }[]): boolean {
  for (let i = 1; i < facts.length; i++) if (facts[i - 1]!.id > facts[i]!.id) return false;
  return true;
}
