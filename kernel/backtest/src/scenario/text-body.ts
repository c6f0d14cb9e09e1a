/** A readable body: texts, nulls, lists and objects of them. */
export type TextBody = { readonly [name: string]: TextValue };
type TextValue = string | null | readonly string[] | TextBody;
