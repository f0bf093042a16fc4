/** Which names a module binds and asks for, whatever their scopes: enough to see that nothing can be wrong. */

const builtins = new Set(
  (
    '__name__ None True False bool bytes classmethod dict float frozenset getattr globals int isinstance len list max min ' +
    'object print property range repr round set setattr sorted staticmethod str super sum tuple type vars ' +
    'AttributeError BaseException Exception KeyError NotImplementedError RuntimeError TypeError ValueError'
  ).split(' '),
);

export class Scope {
  readonly #bound = new Set<string>();
  readonly #imported = new Set<string>();
  #hasTwice = false;

  bind(name: string): void {
    this.#bound.add(name);
  }

  /** Of a class or function of the module itself: bound once. */
  define(name: string): void {
    if (this.#bound.has(name) || this.#imported.has(name)) this.#hasTwice = true;
    this.#bound.add(name);
  }

  import(name: string): void {
    if (this.#imported.has(name)) this.#hasTwice = true;
    this.#imported.add(name);
  }

  /** Whether every name is bound somewhere, and every import is used. */
  isSound(used: ReadonlySet<string>, exportsAll: boolean): boolean {
    if (this.#hasTwice) return false;
    for (const name of used) {
      if (!this.#bound.has(name) && !this.#imported.has(name) && !builtins.has(name)) return false;
    }
    for (const name of this.#imported)
      if (!used.has(name) && !exportsAll && name !== 'annotations') return false;
    return true;
  }
}
