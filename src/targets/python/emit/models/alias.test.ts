import { expect, test } from 'vitest';
import { ref } from '../../../../code/code.ts';
import type { AliasDecl, ClassDecl } from '../../plan/types.ts';
import { aliasOf, bodyOf, classOf, field, int, list, moduleOf, optional, str, to, union } from './samples.ts';

const tag = (value: string) =>
  field('pet_type', { kind: 'literal', values: [value] }, { wire: 'petType', constant: true });
const cat = classOf('Cat', [tag('cat')]);
const dog = classOf('Dog', [tag('dog')]);

test('a union and its twin', () => {
  const pet = aliasOf('Pet', union(to(cat), to(dog)), { twin: 'PetTypedDict', doc: 'A pet.' });
  expect(bodyOf(pet, cat, dog)).toBe(
    'PetTypedDict = Union[CatTypedDict, DogTypedDict]\n\nPet = Union[Cat, Dog]\n"""A pet."""',
  );
});

test('a union told apart by a tag, open for tags to come', () => {
  const pet = aliasOf('Pet', union(to(cat), to(dog)), {
    unknown: 'UnknownPet',
    discriminator: {
      property: 'petType',
      tags: [
        { value: 'cat', member: to(cat) },
        { value: 'dog', member: to(dog) },
      ],
    },
  });
  expect(bodyOf(pet, cat, dog)).toBe(
    `
@unknown_variant
class UnknownPet(BaseModel):
    """A Pet whose petType this version does not know. It is sent back as it came."""

    pet_type: Literal["UNKNOWN"] = "UNKNOWN"

    raw: Any

    is_unknown: Literal[True] = True


Pet = Annotated[
    Union[Cat, Dog, UnknownPet],
    TaggedBy("petType", {"cat": Cat, "dog": Dog}, UnknownPet),
]
`.trim(),
  );
});

test('plain text comes after what is written as text too', () => {
  const id = aliasOf('Id', union(str, { kind: 'external', ref: ref('uuid', 'UUID') }, int));
  expect(bodyOf(id)).toBe('Id = Union[UUID, int, str]');
});

test('only null', () => {
  expect(bodyOf(aliasOf('Nothing', { kind: 'simple', name: 'None' }))).toBe('Nothing: TypeAlias = None');
});

test('an alias that mentions itself is quoted', () => {
  const json: { -readonly [Key in keyof AliasDecl]: AliasDecl[Key] } = aliasOf('Json', str);
  json.type = union(str, list(to(json)));
  expect(bodyOf(json)).toBe('Json = TypeAliasType("Json", "Union[str, List[Json]]")');
});

test('two models that need each other import each other for type checkers only', () => {
  const owner: { -readonly [Key in keyof ClassDecl]: ClassDecl[Key] } = classOf('Owner');
  const thing = classOf('Thing', [field('owner', to(owner))]);
  owner.fields = [field('things', list(to(thing)), optional)];
  const text = moduleOf(owner, thing);
  expect(text).toContain('if TYPE_CHECKING:\n    from .thing import Thing, ThingTypedDict\n');
  expect(text).toContain('things: Optional[List[Thing]] = None');
});

test('an alias in the circle imports its members, and they import it for type checkers only', () => {
  const node: { -readonly [Key in keyof ClassDecl]: ClassDecl[Key] } = classOf('Node');
  const tree = aliasOf('Tree', union(str, to(node)), { twin: 'TreeTypedDict' });
  node.fields = [field('children', list(to(tree)))];
  expect(moduleOf(tree, node)).toContain('\nfrom .node import Node, NodeTypedDict\n');
  expect(moduleOf(node, tree)).toContain('if TYPE_CHECKING:\n    from .tree import Tree, TreeTypedDict\n');
});

test('modules whose aliases need each other: one side is quoted', () => {
  const a1: { -readonly [Key in keyof ClassDecl]: ClassDecl[Key] } = classOf('A1', [], {
    module: 'models.a',
  });
  const b1: { -readonly [Key in keyof ClassDecl]: ClassDecl[Key] } = classOf('B1', [], {
    module: 'models.b',
  });
  const a = aliasOf('A', union(str, to(b1)), { module: 'models.a' });
  const b = aliasOf('B', union(str, to(a1)), { module: 'models.b' });
  const text = moduleOf(a1, b1, a, b);
  expect(text).toContain('if TYPE_CHECKING:\n    from .b import B1\n');
  expect(text).toContain('A = TypeAliasType("A", "Union[str, B1]")');
});

test('what an alias needs stands before it', () => {
  const inner = classOf('Inner', [], { module: 'models.outer' });
  const outer = aliasOf('Outer', union(str, to(inner)), { module: 'models.outer' });
  const body = bodyOf(outer, inner);
  expect(body.indexOf('class Inner(')).toBeLessThan(body.indexOf('Outer = '));
});
