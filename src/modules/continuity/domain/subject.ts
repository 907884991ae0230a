export const SUBJECT_TYPES = ['provider', 'component', 'arrangement', 'use_case', 'legal_entity'] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

/** What something happened to. */
export interface Subject {
  type: SubjectType;
  id: string;
}

/** A subject as it is stored: one of the columns. */
export interface SubjectColumns {
  providerId: string | null;
  componentId: string | null;
  arrangementId: string | null;
  useCaseId: string | null;
  /** The legal entity itself. */
  subjectEntityId: string | null;
}

export function columnsOfSubject({ type, id }: Subject): SubjectColumns {
  const of = (one: SubjectType): string | null => (type === one ? id : null);
  return {
    ...{ providerId: of('provider'), componentId: of('component'), arrangementId: of('arrangement') },
    ...{ useCaseId: of('use_case'), subjectEntityId: of('legal_entity') },
  };
}

export function subjectOf(columns: SubjectColumns): Subject {
  const { providerId, componentId, arrangementId, useCaseId, subjectEntityId } = columns;
  if (providerId !== null) return { type: 'provider', id: providerId };
  if (componentId !== null) return { type: 'component', id: componentId };
  if (arrangementId !== null) return { type: 'arrangement', id: arrangementId };
  if (useCaseId !== null) return { type: 'use_case', id: useCaseId };
  return { type: 'legal_entity', id: subjectEntityId ?? '' };
}
