/** `node --import <this file> <source>.ts` runs a TypeScript source directly. */
import { register } from 'node:module';

register('./ts-hooks.mjs', import.meta.url);
