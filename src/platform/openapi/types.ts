/** A JSON object of the document; its shape is the OpenAPI specification's, not ours. */
export type Json = Record<string, unknown>;

export interface Parameter extends Json {
  name: string;
  in: string;
  description?: string;
  schema?: Json;
}

export interface ResponseObject extends Json {
  description: string;
  content?: Record<string, { schema?: Json }>;
}

export interface Operation extends Json {
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: Json;
  responses: Record<string, ResponseObject>;
  security?: Json[];
}

export type PathItem = Partial<
  Record<'get' | 'post' | 'put' | 'patch' | 'delete' | 'head' | 'options', Operation>
>;
