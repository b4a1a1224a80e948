/** Templates that bind the person who accepts them; rules, forms and records that are handed out are read, not agreed to. */
export const bindingKinds: Readonly<Record<string, 'confidentiality' | 'pledge' | 'non-compete'>> = {
  'TPL-05': 'confidentiality',
  'TPL-06': 'non-compete',
  'TPL-07': 'pledge',
  'TPL-08': 'pledge',
}
