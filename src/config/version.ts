/** Version of hookline, as in package.json. */
export const hooklineVersion = '0.1.0';
