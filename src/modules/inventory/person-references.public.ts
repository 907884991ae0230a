/** People whom a record of another module names. */
export { type NamedPerson, personProblems } from './person-references.js';
