import { ARTIFACT, SIGNED_BY, URL } from './fixtures';
import { OciRef } from '../../src';
import { moving, pinned, signed } from '../../src/patterns/required';
import { refusalOf } from '../support/refusal';
import { DIGEST, fluxChart } from '../support/render';

test('a pinned artifact is where it is and its digest', () => {
  const { url, ref } = pinned(fluxChart(), ARTIFACT);
  expect([url, ref.isPinned, ref.toString()]).toEqual([URL, true, `digest "${DIGEST}"`]);
});

test('signed options are passed on as they are', () => {
  const options = { signedBy: SIGNED_BY, targetNamespace: 'apps' };
  expect(signed(fluxChart(), options)).toBe(options);
});

test.each([[OciRef.tag('latest')], [OciRef.semver('1.x')]])('%s moves', ref => {
  expect(moving(fluxChart(), URL, ref)).toEqual({ url: URL, ref });
});

test('an object that only looks like a value of ours is refused, and never shown', () => {
  const secret = Object.assign(Object.create(null), { url: 'hunter2', ref: 'hunter2', isPinned: false });
  const chart = fluxChart();
  for (const act of [() => pinned(chart, secret), () => signed(chart, { signedBy: secret } as any), () => moving(chart, URL, secret)]) {
    expect(refusalOf(act)).toMatch(/; got object; /);
    expect(refusalOf(act)).not.toContain('hunter2');
  }
});
