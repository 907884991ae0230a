/** What use cases run on, each as one hash worked out of facts in memory, for other modules: pure. */
export {
  configurationHash,
  ConfigurationHashes,
  type StackedComponent,
  type StackReader,
} from './domain/configuration-hash.js';
