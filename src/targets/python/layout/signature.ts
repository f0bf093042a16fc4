/** The parameters of a function: none twice, and none without a default behind one with, in front of the star. */
export class Signature {
  readonly #names = new Set<string>();
  #needsDefault = false;
  #isKeyword = false;

  star(): void {
    this.#needsDefault = false;
    this.#isKeyword = true;
  }

  /** False where the parameter may not be there. */
  declares(name: string, hasDefault: boolean): boolean {
    if (this.#names.has(name) || (this.#needsDefault && !hasDefault)) return false;
    this.#names.add(name);
    this.#needsDefault = hasDefault && !this.#isKeyword;
    return true;
  }
}
