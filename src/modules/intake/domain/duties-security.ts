import { circular, type Duty, house } from './duty.js';

/** Core principle 3: paragraphs 20 to 25. */
export const SECURITY_DUTIES: readonly Duty[] = [
  circular(
    'R-20',
    { para: '20', lowestTier: 'T4', level: 'firm', ownerFunction: 'technology', dueBefore: 'go_live' },
    'Keep abreast of threats to language models, and have measures that identify intrusions in time.',
    '緊貼 AI 語言模型的網絡保安威脅情況，並設有及時識別網絡保安入侵的措施。',
  ),
  circular(
    'R-20',
    { para: '20', lowestTier: 'T4', ownerFunction: 'technology', dueBefore: 'go_live' },
    'Have a way to suspend the use of the model when that is called for.',
    '設有在適當時暫停使用 AI 語言模型的措施。',
  ),
  house(
    'R-20',
    { para: '20', lowestTier: 'T4', level: 'firm', ownerFunction: 'technology', dueBefore: 'ongoing' },
    'Review the threats at least every 3 months; test the suspension at least every 12 months and after a change of architecture.',
    '至少每 3 個月檢視威脅情況；至少每 12 個月及在架構改動後測試暫停使用的程序。',
  ),
  circular(
    'R-21',
    { para: '21', lowestTier: 'T4', ownerFunction: 'technology', dueBefore: 'go_live' },
    'Test the model, and data that it is trained or tuned with, against adversarial attacks at intervals, as far as practicable.',
    '在切實可行的範圍內，定期對模型及用作訓練或微調的數據進行對抗性測試。',
  ),
  house(
    'R-21',
    { para: '21', lowestTier: 'T4', highestTier: 'T2', ownerFunction: 'technology', dueBefore: 'ongoing' },
    'Repeat the adversarial test at least every 12 months.',
    '至少每 12 個月重複進行對抗性測試。',
  ),
  house(
    'R-21',
    { para: '21', lowestTier: 'T1', when: ['high_risk'], ownerFunction: 'technology', dueBefore: 'ongoing' },
    'For a high-risk use, repeat it at least every 6 months.',
    '就高風險用例，至少每 6 個月重複一次。',
  ),
  circular(
    'R-22a',
    {
      para: '22',
      lowestTier: 'T4',
      when: ['non_public_data'],
      ownerFunction: 'technology',
      dueBefore: 'go_live',
    },
    'Encrypt data that are not public, at rest and in transit.',
    '對靜態和傳輸中的非公開數據進行加密。',
  ),
  circular(
    'R-22b',
    { para: '22', lowestTier: 'T4', level: 'firm', ownerFunction: 'technology', dueBefore: 'go_live' },
    'Mitigate the privacy and leakage risk of browser extensions built on language models, above all where staff can use them freely.',
    '紓減以 AI 語言模型為基礎的瀏覽器擴充功能所帶來的私隱和數據洩露風險，尤其是當職員可隨時使用時。',
  ),
  circular(
    'R-23',
    {
      para: '23',
      lowestTier: 'T4',
      when: ['training_or_fine_tuning'],
      ownerFunction: 'technology',
      dueBefore: 'approval',
    },
    'Ensure the quality of the data that it is trained with, bias included, and consider the Privacy Commissioner’s Model Framework.',
    '確保用作訓練的數據的質素，包括識別和紓減偏見，並充分考慮私隱專員公署的《模範框架》。',
  ),
  circular(
    'R-24',
    {
      para: '24',
      lowestTier: 'T3',
      when: ['confidential_data'],
      ownerFunction: 'technology',
      dueBefore: 'go_live',
    },
    'Have controls that assess and mitigate the risk of users entering sensitive confidential information, or of its being fed into the model.',
    '設有監控措施，以評估和紓減使用者輸入敏感機密資料，或有關資料被灌輸至模型的風險。',
  ),
  circular(
    'R-25',
    {
      para: '25',
      lowestTier: 'T3',
      when: ['confidential_data'],
      ownerFunction: 'technology',
      dueBefore: 'go_live',
    },
    'Keep the controls over confidential client and business information effective over the whole lifecycle, decommissioning included.',
    '令有關機密客戶及業務資料的監控措施在整段模型生命周期（包括停用時）中維持有效。',
  ),
  circular(
    'R-25',
    {
      para: '25, fn 20',
      lowestTier: 'T3',
      when: ['confidential_data', 'vectors_stored'],
      ownerFunction: 'technology',
      dueBefore: 'approval',
    },
    'Consider, and record, whether services that store or process embeddings and vectors need data segregation and access control.',
    '考慮並記錄儲存或處理嵌入和向量的服務是否需要設立數據分隔和存取控制措施。',
  ),
  circular(
    'R-25',
    {
      para: '25, fn 20',
      lowestTier: 'T3',
      when: ['confidential_data', 'training_or_fine_tuning'],
      ownerFunction: 'technology',
      dueBefore: 'approval',
    },
    'Consider, and record, whether confidential data of one function may be mixed with others when a model is trained for several uses.',
    '考慮並記錄為多個用例訓練模型時，可否將特定職能的機密資料與其他資料混合。',
  ),
  house(
    'R-25',
    {
      para: '25, fn 20',
      lowestTier: 'T3',
      when: ['confidential_data', 'vectors_stored'],
      level: 'component',
      ownerFunction: 'technology',
      dueBefore: 'go_live',
    },
    'Give every vector store isolation, an access list and a procedure for deletion.',
    '為每個向量儲存庫設立隔離、存取名單及刪除程序。',
  ),
];
