/** The plain values of the configuration that decide what the model of an API holds. */
export interface ApiOptions {
  /** Document order; alphabetical where false. */
  readonly maintainOpenAPIOrder: boolean;
  /** What happens to a property that several parts of an `allOf` declare: the later one wins, or both are merged. */
  readonly allOfMergeStrategy: 'shallowMerge' | 'deepMerge';
  /** The most common security of the operations becomes the API's where the API has none. */
  readonly hoistGlobalSecurity: boolean;
  /** Discriminators are found from `const` properties. */
  readonly inferUnionDiscriminators: boolean;
  /** Members of discriminated unions have their tag as a constant. */
  readonly preApplyUnionDiscriminators: boolean;
  /** 4XX and 5XX responses are errors even where `x-speakeasy-errors` is silent about them. */
  readonly clientServerStatusCodesAsErrors: boolean;
  /** Server for documents that have none; empty: none. */
  readonly baseServerUrl: string;
}

/** The values that a new project has. */
export const defaultApiOptions: ApiOptions = {
  maintainOpenAPIOrder: true,
  allOfMergeStrategy: 'shallowMerge',
  hoistGlobalSecurity: true,
  inferUnionDiscriminators: true,
  preApplyUnionDiscriminators: true,
  clientServerStatusCodesAsErrors: true,
  baseServerUrl: '',
};
