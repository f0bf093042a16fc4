import type { Api, Operation } from '../types.ts';

/** Makes the ids of operations unique: `list`, `list_2`, … in the order of the operations. */
export function uniqueOperationIds(api: Api): Api {
  const all = [...api.operations, ...api.webhooks, ...api.operations.flatMap(({ callbacks }) => callbacks)];
  const written = new Set(all.map(({ id }) => id));
  const taken = new Set<string>();
  const unique = (operation: Operation): Operation => {
    let id = operation.id;
    for (let count = 2; taken.has(id); count += 1) {
      const next = `${operation.id}_${count}`;
      if (!written.has(next)) id = next;
    }
    taken.add(id);
    return id === operation.id ? operation : { ...operation, id };
  };
  const operations = api.operations.map(unique);
  const webhooks = api.webhooks.map(unique);
  return {
    ...api,
    operations: operations.map((operation) =>
      operation.callbacks.length === 0
        ? operation
        : { ...operation, callbacks: operation.callbacks.map(unique) },
    ),
    webhooks,
  };
}
