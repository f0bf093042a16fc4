/** What flat event streams yield (`sseFlatResponse`): the data of the events. */
import type { ClassDecl, PyType } from '../plan/types.ts';

const eventFields = new Set(['data', 'event', 'id', 'retry']);

/** The type of an event's data; the type itself where it is not that of a whole event. */
export function eventData(type: PyType): PyType {
  const data = dataOf(type);
  return data === undefined ? type : data;
}

function dataOf(type: PyType): PyType | undefined {
  switch (type.kind) {
    case 'declared':
      if (type.decl.kind === 'alias') return dataOf(type.decl.type);
      return type.decl.kind === 'class' ? dataField(type.decl) : undefined;
    case 'union':
      return dataOfAll(type.members);
    case 'annotated':
    case 'nullable':
      return dataOf(type.of);
    default:
      return undefined;
  }
}

function dataOfAll(members: readonly PyType[]): PyType | undefined {
  const found = members.map(dataOf);
  const known = found.filter((data) => data !== undefined);
  if (known.length < members.length) return undefined;
  const [first] = known;
  const distinct = known.filter((data, index) => known.findIndex((other) => same(other, data)) === index);
  return distinct.length === 1 ? first : { kind: 'union', members: distinct };
}

function same(a: PyType, b: PyType): boolean {
  if (a.kind === 'declared' && b.kind === 'declared') return a.decl === b.decl;
  return a.kind === 'simple' && b.kind === 'simple' && a.name === b.name;
}

function dataField({ fields }: ClassDecl): PyType | undefined {
  const data = fields.find(({ wire }) => wire === 'data');
  if (!data || !fields.every(({ wire }) => eventFields.has(wire))) return undefined;
  const isOptional = (!data.required || data.nullable) && data.type.kind !== 'nullable';
  return isOptional ? { kind: 'nullable', of: data.type } : data.type;
}
