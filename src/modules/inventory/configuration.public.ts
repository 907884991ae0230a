/** What use cases run on, each as one hash, for other modules: read for many at once, or worked out of facts in memory. */
export {
  configurationHash,
  ConfigurationHashes,
  type StackedComponent,
  type StackReader,
} from './domain/configuration-hash.js';
export { configurationHashesOf } from './persistence/configuration-hashes.js';
