import { type ExplainedFinding, explainFinding } from './finding-texts.js';

/** A finding as it is read: with the use cases that its reader sees. */
export interface ReadFinding {
  shown: Record<string, unknown>;
  about: Omit<ExplainedFinding, 'useCases' | 'hiddenUseCases'>;
  useCases: { id: string; name: string; nameZhHant: string | null; tier: string }[];
  useCaseCount: number;
}

/** A finding with the use cases that stand on it and with what it says, in both languages. */
export function shownFinding({ shown, about, useCases, useCaseCount }: ReadFinding): Record<string, unknown> {
  const hiddenUseCases = useCaseCount - useCases.length;
  const facts = { ...about, useCases, hiddenUseCases };
  return {
    ...shown,
    useCases,
    hiddenUseCases,
    explanation: { en: explainFinding(facts, 'en'), zhHant: explainFinding(facts, 'zh-Hant') },
  };
}
