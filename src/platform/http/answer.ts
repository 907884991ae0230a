import { etagOf } from './request.js';

/** A finished HTTP answer: the body is JSON text that goes out as it is. */
export class Answer {
  constructor(
    readonly status: number,
    readonly body: string | null,
    readonly headers: Readonly<{ location?: string; etag?: string }> = {},
    private readonly bodyOnRepeat: string | null = null,
  ) {}

  /** What a repeat of the request gets: the same, without what is shown only once. */
  get repeatableBody(): string | null {
    return this.bodyOnRepeat ?? this.body;
  }

  static ok(body: string, etag?: string): Answer {
    return new Answer(200, body, etag === undefined ? {} : { etag });
  }

  /** A record as it is stored. */
  static of({ json, rowVersion }: { json: string; rowVersion: number }): Answer {
    return Answer.ok(json, etagOf(rowVersion));
  }

  static created(body: string, location: string, etag?: string): Answer {
    return new Answer(201, body, { location, ...(etag === undefined ? {} : { etag }) });
  }

  static noContent(): Answer {
    return new Answer(204, null);
  }
}
