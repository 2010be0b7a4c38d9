/** `Kind namespace/name`, as far as the document says it. */
export function labelOf(document: any): string {
  const { name = '(no name)', namespace } = document?.metadata ?? {};
  return `${document?.kind ?? '(no kind)'} ${namespace ? `${namespace}/` : ''}${name}`;
}
