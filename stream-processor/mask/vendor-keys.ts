import { asWritten, createPatternFinder, type Detector } from './detector.ts';

const HEX8 = '[0-9a-f]'.repeat(8);

/** Keys that are known by how they begin, in the services that give them out. */
const BEGINNINGS: readonly string[] = [
  ...['gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[A-Za-z0-9_.-]{16,255}', 'npm_[A-Za-z0-9]{30,64}'],
  ...[
    'pypi-[A-Za-z0-9_-]{32,255}',
    'whsec_[A-Za-z0-9+/]{16,255}=?',
    'sk-(?:proj|ant|svcacct|admin)-[A-Za-z0-9_-]{16,255}',
  ],
  ...['sk-[A-Za-z0-9]{32,128}', 'SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,128}', 'SK[0-9a-f]{32}'],
  ...['dckr_[a-z]{3}_[A-Za-z0-9_-]{16,64}', 'hf_[A-Za-z0-9]{30,64}', 'shp(?:at|ca|pa|ss)_[0-9a-f]{32}'],
  ...['do[opr]_v1_[0-9a-f]{64}', 'hv[sb]\\.[A-Za-z0-9_-]{20,255}', 'glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}'],
  ...['xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}', 'key-[0-9a-f]{32}', 'sq0[a-z]{3}-[A-Za-z0-9_-]{22,64}'],
  ...['lin_api_[A-Za-z0-9]{32,64}', 'ATATT3x[A-Za-z0-9_=-]{20,255}', 'gsk_[A-Za-z0-9]{40,64}'],
  'PMAK-[0-9a-f]{24}-[0-9a-f]{34}',
];
const DISCORD =
  'https:\\/\\/(?:(?:canary|ptb)\\.)?discord(?:app)?\\.com\\/api(?:\\/v[0-9]{1,2})?\\/webhooks\\/[0-9]{6,20}\\/[A-Za-z0-9_-]{6,128}';

const GOOGLE = [
  'AIza[A-Za-z0-9_-]{35}',
  'ya29\\.[A-Za-z0-9_.-]{20,2048}',
  'GOCSPX-[A-Za-z0-9_-]{20,64}',
  '1\\/\\/0[A-Za-z0-9_-]{40,255}',
];
const SLACK = 'xox[abeoprs](?:\\.xox[bp])?-[A-Za-z0-9-]{10,512}|xapp-[0-9]{1,2}-[A-Za-z0-9-]{10,512}';
const SLACK_URL =
  '(?:https:\\/\\/hooks\\.slack\\.com\\/|(?<=hooks\\.slack\\.com\\/))(?:services|workflows|triggers)\\/[A-Za-z0-9/_-]{8,255}';

/** A signature of Azure has its version or end beside it in the same URL. */
function isShared(_secret: string, text: string, start: number): boolean {
  return /(?:[?&;]|u0026)s[ve]=/.test(text.slice(Math.max(0, start - 1_024), start + 1_024));
}

/** Keys of one's accounts with other firms. */
export const VENDOR_KEYS: readonly Detector[] = [
  {
    kind: 'aws_key',
    finders: [
      createPatternFinder(/\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b/g),
      createPatternFinder(/(?:[?&;]|u0026)(?:X-(?:Amz|Goog)-)?Signature=(?<secret>[A-Za-z0-9%~_+/=-]{16,1024})/dgi),
    ],
    signs: [...asWritten('AKIA', 'ASIA', 'AROA', 'AIDA'), { source: 'signature=', ignoreCase: true }],
  },
  {
    kind: 'azure_key',
    finders: [createPatternFinder(/(?:[?&;]|u0026)sig=(?<secret>[A-Za-z0-9%+/=]{20,256})/dg, isShared)],
    signs: asWritten('sig='),
  },
  {
    kind: 'google_key',
    finders: [createPatternFinder(new RegExp(`(?<![A-Za-z0-9])(?:${GOOGLE.join('|')})`, 'g'))],
    signs: asWritten('AIza', 'ya29', 'GOCSPX', '1//0', '1\\\\/\\\\/0'),
  },
  {
    kind: 'github_token',
    finders: [createPatternFinder(/\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})/g)],
    signs: asWritten('gh[pousr]_', 'github_pat_'),
  },
  {
    kind: 'stripe_key',
    finders: [createPatternFinder(/\b[rsp]k_(?:live|test)_[A-Za-z0-9]{16,255}/g)],
    signs: asWritten('k_live_', 'k_test_'),
  },
  {
    kind: 'slack_key',
    finders: [createPatternFinder(new RegExp(`\\b(?:${SLACK})|${SLACK_URL}`, 'g'))],
    signs: asWritten('xox[abeoprs]', 'xapp-[0-9]', 'hooks\\.slack'),
  },
  {
    kind: 'telegram_key',
    finders: [createPatternFinder(/(?<![0-9])[0-9]{8,10}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g)],
    signs: asWritten(`${'[0-9]'.repeat(8)}:[A-Za-z0-9_-][A-Za-z0-9_-]`),
  },
  {
    kind: 'vendor_key',
    finders: [createPatternFinder(new RegExp(`(?<![A-Za-z0-9_])(?:${BEGINNINGS.join('|')})|${DISCORD}`, 'g'))],
    signs: asWritten(
      ...[
        'gl[a-z][a-z][a-z]?[a-z]?[a-z]?-',
        'glsa_',
        'npm_',
        'pypi-',
        'whsec_',
        'sk-proj-',
        'sk-ant-',
        'sk-svcacct-',
        'sk-admin-',
        'SG\\.',
        `SK${HEX8}`,
      ],
      ...[`sk-${'[A-Za-z0-9]'.repeat(20)}`, 'dckr_', 'hf_', 'shp[acps][ats]_', 'do[opr]_v1_', 'hv[sb]\\.', 'xkeysib-'],
      ...[`key-${HEX8}`, 'sq0[a-z]', 'lin_api_', 'ATATT3x', 'gsk_', 'PMAK-', 'discord'],
    ),
  },
];
