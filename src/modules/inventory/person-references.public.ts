/** People whom a record of another module names. */
export { actingPersonProblems, type NamedPerson, personProblems } from './person-references.js';
