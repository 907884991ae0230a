/** What has been worked out, by what it is and what it is about. */
export class Once {
  readonly #known = new Map<string, Map<object | string, object>>();

  of<Value extends object>(what: string, about: object | string, make: () => Value): Value {
    const values = this.#known.get(what) ?? new Map<object | string, object>();
    this.#known.set(what, values);
    const known = values.get(about) as Value | undefined;
    if (known !== undefined) return known;
    const made = make();
    values.set(about, made);
    return made;
  }
}
