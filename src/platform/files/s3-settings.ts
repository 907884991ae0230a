/** A bucket of an S3-compatible store, and who writes to it. */
export interface S3Settings {
  bucket: string;
  /** Null: that of AWS in the region. */
  endpoint: string | null;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}
