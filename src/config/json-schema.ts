/** The JSON Schema of gen.yaml, for editors. */
import { z } from 'zod';
import { factsOf } from './option.ts';
import { configSchema } from './schema.ts';

/** As it stands in schema/gen-yaml.schema.json. */
export function configJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const facts = factsOf(zodSchema);
      delete jsonSchema.required;
      if (zodSchema instanceof z.ZodObject) delete jsonSchema.additionalProperties;
      if (facts === undefined) return;
      jsonSchema.description = facts.effect.replaceAll('`', '');
      if (facts.initial !== undefined) jsonSchema.default = structuredClone(facts.initial) as never;
    },
  });
  const properties = {
    configVersion: { type: 'string', description: 'Version of the format.', default: '2.0.0' },
    ...(schema.properties as Record<string, unknown>),
  };
  return { $schema, title: 'gen.yaml', ...schema, properties };
}
