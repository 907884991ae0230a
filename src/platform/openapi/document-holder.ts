import type { OpenAPIObject } from '@nestjs/swagger';

/** The document, made when somebody first asks: a start does not wait for it. */
export class DocumentHolder {
  #build: (() => OpenAPIObject) | null = null;
  #document: OpenAPIObject | null = null;
  #text: string | null = null;

  /** Called once by the start, with a function that builds the document of the running application. */
  provide(build: () => OpenAPIObject): void {
    this.#build = build;
  }

  document(): OpenAPIObject {
    if (!this.#build) throw new Error('the document was asked for before the application was built');
    return (this.#document ??= this.#build());
  }

  text(): string {
    return (this.#text ??= JSON.stringify(this.document()));
  }
}
