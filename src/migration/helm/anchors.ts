import type { YamlNode } from '../yaml-tree';

/** Whether something outside a stretch of a document refers to an anchor in it. */
export function isReferredTo(root: YamlNode, start: number, end: number): boolean {
  const isWithin = (place: number) => place >= start && place < end;
  const visit = (node: YamlNode | undefined): boolean => {
    switch (node?.type) {
      case 'alias': return !isWithin(node.start) && node.target !== undefined && isWithin(node.target.start);
      case 'list': return node.items.some(visit);
      case 'map': return node.pairs.some(({ value }) => visit(value));
      default: return false;
    }
  };
  return visit(root);
}
