/** What stands for something that is only known later: Flux substitutes `${…}`, a ResourceSet `<< … >>`. */
const TEMPLATE = /\$\{[^}]*\}|<<.*?>>/g;

export function isTemplated(text: string | undefined): boolean {
  return text !== undefined && text.search(TEMPLATE) >= 0;
}

/** Puts names in the place of templates, so that a text can be checked around them, and templates back in the place of names. */
export class Templates {
  private readonly hidden: string[] = [];

  /** A text in which every template is a word of small letters and digits. */
  public hide(text: string): string {
    return text.replace(TEMPLATE, template => this.word(template));
  }

  public restore(text: string): string {
    return text.replace(/x0template(\d+)x0/g, (_, index) => this.hidden[Number(index)]);
  }

  private word(template: string): string {
    const known = this.hidden.indexOf(template);
    return `x0template${known >= 0 ? known : this.hidden.push(template) - 1}x0`;
  }
}
