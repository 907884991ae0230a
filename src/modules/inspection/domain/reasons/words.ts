/** The same in both languages. */
export interface Words {
  readonly en: string;
  readonly zhHant: string;
}
