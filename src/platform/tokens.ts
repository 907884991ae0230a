/** Injection token of the configuration. */
export const CONFIG = Symbol('CONFIG');
/** Injection token of the pg pool of the primary. */
export const POOL = Symbol('POOL');
