/** A value in a file, with its place there: `start` and `end` are offsets in the text of the file, without anchor and tag. */
export type YamlNode = YamlMap | YamlList | YamlScalar | YamlAlias;

interface Placed {
  readonly start: number;
  readonly end: number;
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface YamlScalar extends Placed {
  readonly type: 'scalar';
  readonly value: unknown;
  readonly style: ScalarStyle;
}

export interface YamlAlias extends Placed {
  readonly type: 'alias';
  /** What the anchor stands for; absent where there is no such anchor. */
  readonly target?: YamlNode;
}

export interface YamlList extends Placed {
  readonly type: 'list';
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export interface YamlMap extends Placed {
  readonly type: 'map';
  readonly flow: boolean;
  readonly pairs: readonly YamlPair[];
}

export interface YamlPair {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value?: YamlNode;
}

/** One document of a file, or of a block of text within it. */
export interface YamlDocument {
  readonly root: YamlNode;
  /** From behind its `---` to the next one, or to the end. */
  readonly start: number;
  readonly end: number;
  /** What each line of it begins with, where it is a block of text within another document. */
  readonly margin: string;
}

/** Why a text can't be edited. */
export interface YamlProblem {
  readonly problem: string;
  readonly offset: number;
}
