/** Stops a start. The message is one sentence for the operator: which setting or thing is wrong, and the fix. */
export class StartupError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartupError';
  }
}
