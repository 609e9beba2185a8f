import type { Words } from './words.ts';

/** What the desk does not take on (S0, bounds of the service). */
export const BOUNDARIES = ['OFFLINE_CONTRACT', 'LEGAL_ADVICE', 'FINANCIAL_ADVICE', 'PRIVATE_PERSON', 'OTHER'] as const;
export type Boundary = (typeof BOUNDARIES)[number];

interface BoundaryWords extends Words {
  /** Where the customer can turn instead. */
  readonly pointer: Words;
}

/** Nobody is turned away without being told who can help. */
export const BOUNDARY_WORDS: Readonly<Record<Boundary, BoundaryWords>> = {
  OFFLINE_CONTRACT: {
    zh: '企业之间的线下合同争议',
    en: 'a dispute between companies about a contract made outside the platform',
    pointer: {
      zh: '请先按合同与对方协商；协商不成，可向合同约定的仲裁委员会申请仲裁或向人民法院起诉，也可拨打公共法律服务热线 12348 咨询。',
      en: 'Please negotiate by the contract first; else turn to the arbitration commission it names or to the people’s court, or ask the public legal service line 12348.',
    },
  },
  LEGAL_ADVICE: {
    zh: '法律咨询',
    en: 'legal advice',
    pointer: {
      zh: '请咨询执业律师，或拨打公共法律服务热线 12348。',
      en: 'Please consult a licensed lawyer, or the public legal service line 12348.',
    },
  },
  FINANCIAL_ADVICE: {
    zh: '财务、税务建议',
    en: 'financial or tax advice',
    pointer: {
      zh: '请咨询会计师或税务师事务所；税务问题可拨打税费服务热线 12366。',
      en: 'Please consult an accounting or tax firm; on taxes, the tax service line 12366.',
    },
  },
  PRIVATE_PERSON: {
    zh: '个人用户的问题',
    en: 'a matter of a private person',
    pointer: {
      zh: '本平台服务已注册企业：代表企业的，请凭营业执照在平台注册；个人消费争议可拨打消费者投诉热线 12315。',
      en: 'We serve registered companies: for a company, please register with its business licence; consumers may call the consumer complaint line 12315.',
    },
  },
  OTHER: {
    zh: '平台服务范围以外的其他事项',
    en: 'another matter outside our service',
    pointer: {
      zh: '请向有关主管部门或专业机构咨询。',
      en: 'Please turn to the competent authority or a professional body.',
    },
  },
};
