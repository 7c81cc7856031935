import { describe, expect, it } from '@jest/globals';
import { alert, clusterOf, NOW, RUN } from './overview-state.spec-support.ts';
import { EVERYTHING, foundBy, inState, labelsOf, queryOf, searchOf } from './query.ts';

describe('what is shown is written in the address', () => {
  it.each([
    ['', EVERYTHING],
    ['?q=pay+prod', { ...EVERYTHING, text: 'pay prod' }],
    ['?state=critical&sort=age', { ...EVERYTHING, standing: 'critical', sort: 'age' }],
    ['?label=team%3Dpayments&label=url%3Da%3Db', { ...EVERYTHING, labels: { team: 'payments', url: 'a=b' } }],
  ] as const)('%s', (search, query) => {
    expect(queryOf(search)).toEqual(query);
    expect(searchOf(query)).toBe(search);
  });

  it('and what is not known there is ignored', () => {
    expect(queryOf('?state=purple&sort=size&label=team&label==x&utm=1')).toEqual(EVERYTHING);
  });
});

const clusters = [
  clusterOf('payments-prod', { labels: { team: 'payments', stage: 'prod' } }),
  clusterOf('payments-test', { labels: { team: 'payments', stage: 'test' }, version: '8.8', current: RUN }),
  clusterOf('claims', { alerts: [alert('critical', 'last-backup-failed', 'The disk is full')] }),
];
const found = (query: Partial<Parameters<typeof foundBy>[1]>) =>
  foundBy(clusters, { text: '', labels: {}, ...query }).map(({ name }) => name);

describe('clusters are found', () => {
  it.each([
    ['', ['payments-prod', 'payments-test', 'claims']],
    ['  PAY ', ['payments-prod', 'payments-test']],
    ['pay 8.8', ['payments-test']],
    ['stage=prod', ['payments-prod']],
    ['disk full', ['claims']],
    ['pay claims', []],
  ])('by every word of "%s"', (text, expected) => {
    expect(found({ text })).toEqual(expected);
  });

  it('by each of their labels', () => {
    expect(found({ labels: { team: 'payments' } })).toEqual(['payments-prod', 'payments-test']);
    expect(found({ labels: { team: 'payments', stage: 'test' } })).toEqual(['payments-test']);
    expect(found({ labels: { team: 'claims' } })).toEqual([]);
  });

  it('by how they stand', () => {
    expect(inState(clusters, 'critical', NOW).map(({ name }) => name)).toEqual(['claims']);
    expect(inState(clusters, 'running', NOW).map(({ name }) => name)).toEqual(['payments-test']);
    expect(inState(clusters, null, NOW)).toHaveLength(3);
  });

  it('and their labels are offered with every value', () => {
    expect(labelsOf(clusters)).toEqual([
      ['stage', ['prod', 'test']],
      ['team', ['payments']],
    ]);
  });
});
