import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  argumentName,
  className,
  constantName,
  fieldName,
  memberName,
  methodName,
  moduleName,
  parameterFieldName,
} from './names.ts';

type Table = readonly (readonly [string, string])[];

function table(name: string, convert: (text: string) => string, rows: Table): void {
  describe(name, () => {
    test.each(rows)('%s → %s', (given, want) => expect(convert(given)).toBe(want));
  });
}

table('className', className, [
  ['thing', 'Thing'],
  ['userId', 'UserID'],
  ['user_ids', 'UserIds'],
  ['AcmeSdk', 'AcmeSDK'],
  ['acme_client', 'AcmeClient'],
  ['AISearchResponse', 'AISearchResponse'],
  ['openai-embedding-configOutput', 'OpenaiEmbeddingConfigOutput'],
  ['text-embedding-3-large', 'TextEmbedding3Large'],
  ['V3.Things.MSTeams.X', 'V3ThingsMSTeamsX'],
  ['TlsSettings', 'TLSSettings'],
  ['OutputCriblHttp', 'OutputCriblHTTP'],
  ['SslType', 'SslType'],
  ['CreateUserDTO', 'CreateUserDTO'],
  ['utf8', 'UTF8'],
  ['2fa', 'TwoFa'],
  ['list', 'ListT'],
  ['', 'Unknown'],
  ['$$', 'Unknown'],
  ['é', 'E'],
  ['中', 'U4e2d'],
]);

table('fieldName', fieldName, [
  ['createdAt', 'created_at'],
  ['X-API-Key', 'x_api_key'],
  ['OAuth', 'o_auth'],
  ['maxS2Sversion', 'max_s2_sversion'],
  ['__template_appId', 'template_app_id'],
  ['from', 'from_'],
  ['format', 'format_'],
  ['schema', 'schema_'],
  ['type', 'type'],
  ['id', 'id'],
  ['$or', 'dollar_or'],
  ['model_config', 'model_config_'],
  ['3d', 'three_d'],
  ['', 'unknown'],
]);

table('parameterFieldName', parameterFieldName, [
  ['$filter[tags]', 'filter_tags'],
  ['$lang', 'lang'],
  ['filter[userProfileID]', 'filter_user_profile_id'],
]);

table('argumentName', (name) => argumentName(name, ['id', 'object']), [
  ['id', 'id'],
  ['type', 'type_'],
  ['input', 'input_'],
  ['with', 'with_'],
  ['limit', 'limit'],
  ['self', 'self_'],
]);

table('methodName', methodName, [
  ['listThings', 'list_things'],
  ['import', 'import_'],
  ['get', 'get'],
]);

table('moduleName', moduleName, [
  ['batch-payload', 'batch_payload'],
  ['FooBar', 'foobar'],
  ['import', 'import_'],
  ['2fa', '_2fa'],
  ['con', 'con_'],
  ['w'.repeat(4000), `${'w'.repeat(120)}_8031379a`],
]);

table('constantName', constantName, [
  ['us-east-1', 'US_EAST_1'],
  ['getThing', 'GET_THING'],
]);

table('memberName', memberName, [
  ['us-east-1', 'US_EAST_1'],
  ['TLSv1.1', 'TL_SV1_1'],
  ['1.3.1', 'ONE_DOT_3_DOT_1'],
  ['Rate12MBPerSec', 'RATE12_MB_PER_SEC'],
  ['01', 'ONE'],
  ['31', 'THIRTY_ONE'],
  ['150', 'ONE_HUNDRED_AND_FIFTY'],
  ['', 'UNKNOWN'],
  ['>', 'GREATER_THAN_'],
  ['>=', 'GREATER_THAN_EQUAL_'],
  ['!==', 'NOT_EQUAL_EQUAL_'],
  ['+', 'PLUS'],
  ['+1', 'PLUS_1'],
  ['A+', 'A_PLUS'],
  ['c++', 'C_PLUS_PLUS'],
  ['application/problem+json', 'APPLICATION_PROBLEM_PLUS_JSON'],
  ['-1', 'MINUS_1'],
  ['/services/event', 'ROOT_SERVICES_EVENT'],
  ['https://login.example.com', 'HTTPS_LOGIN_EXAMPLE_COM'],
  ['aws:kms', 'AWS_KMS'],
]);

test('any text gives a valid identifier', () => {
  const convert = [className, constantName, fieldName, memberName, methodName, moduleName];
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (text) => {
      for (const name of convert) expect(name(text)).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
    }),
  );
});
