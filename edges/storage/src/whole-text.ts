import {
  OperationNodeTransformer,
  type KyselyPlugin,
  type PrimitiveValueListNode,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
  type ValueNode,
} from 'kysely';

const NUL = '\u0000';
const REPLACEMENT = '\uFFFD';

/** A text as every engine keeps it: PostgreSQL has none with a zero byte, nor with half a character. */
export function wholeText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes(NUL) ? whole.replaceAll(NUL, REPLACEMENT) : whole;
}

/** Makes whole texts of all that goes into a query: what a stranger sends never makes a database fail. */
export const wholeTexts: KyselyPlugin = {
  transformQuery: ({ node }: { readonly node: RootOperationNode }): RootOperationNode =>
    transformer.transformNode(node),
  transformResult: ({
    result,
  }: {
    readonly result: QueryResult<UnknownRow>;
  }): Promise<QueryResult<UnknownRow>> => Promise.resolve(result),
};

class WholeTextTransformer extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return { ...super.transformValue(node), value: wholeValue(node.value) };
  }

  protected override transformPrimitiveValueList(
    node: PrimitiveValueListNode,
  ): PrimitiveValueListNode {
    const list = super.transformPrimitiveValueList(node);
    return { ...list, values: list.values.map(wholeValue) };
  }
}

const transformer = new WholeTextTransformer();

function wholeValue(value: unknown): unknown {
  return typeof value === 'string' ? wholeText(value) : value;
}
