import { MINORS } from '../../imports/fields';

/** The index of fields says with one bit each which Flux minors have them. */
export function bitOf(minor: string): number {
  const index = MINORS.indexOf(minor);
  return index < 0 ? 0 : 1 << index;
}

export function overlap(bits: number, others: number): boolean {
  return (bits & others) !== 0;
}

export function union(bits: readonly number[]): number {
  return bits.reduce((sum, each) => sum | each, 0);
}

export function minorsIn(bits: number): string[] {
  return MINORS.filter(minor => overlap(bits, bitOf(minor)));
}

/** Bit of the newest minor up to this one that is among the known ones; 0 where none is. */
export function newestUpTo(minor: string, known: number): number {
  const candidates = MINORS.slice(0, MINORS.indexOf(minor) + 1).filter(each => overlap(known, bitOf(each)));
  return bitOf(candidates[candidates.length - 1]);
}
