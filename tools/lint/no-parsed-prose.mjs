// @ts-check
/**
 * What Holdfast says is for people, and its ids are names and not records: neither is taken apart again. Where a program
 * must know something, that is a field, a code or a class, so that words can change and change nothing else.
 */

/** Properties and variables that hold words for people. */
const PROSE = new Set([
  ...['message', 'said', 'mend', 'remedy', 'reason', 'detail', 'title', 'why', 'what', 'warning', 'note'],
  ...['summary', 'instruction', 'answer', 'lastAnswer', 'by', 'description', 'cause'],
]);
/** Too common a name for a variable, and clear as a property. */
const PROSE_PROPERTIES = new Set([...PROSE, 'text']);
/** Ids and keys that are put together from several things. */
const IDS = new Set(['id', 'key', 'runId', 'jobId', 'keyOf']);

/** Methods of a string that look for something in it, or take it apart. */
const SEARCHES = new Set([
  ...['match', 'matchAll', 'search', 'startsWith', 'endsWith', 'includes', 'indexOf', 'lastIndexOf'],
  ...['split', 'replace', 'replaceAll'],
]);
/** Methods that give the same text back in another form. */
const SAME_TEXT = new Set([
  'trim',
  'trimEnd',
  'trimStart',
  'toLowerCase',
  'toUpperCase',
  'toString',
  'normalize',
]);
/** Functions that give words for people, by their names. */
const GIVES_PROSE = /message|said|remedy|reason/i;
/** How far a variable is followed to where its text comes from. */
const DEPTH = 5;

/** @typedef {import('estree').Node & Record<string, any>} Node */

/** @param {Node} node the part that decides what a value is, without casts and fallbacks */
function bare(node) {
  switch (node.type) {
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return bare(node.expression);
    case 'AwaitExpression':
      return bare(node.argument);
    case 'LogicalExpression':
      return bare(node.left);
    case 'TemplateLiteral':
      return node.expressions.length === 1 ? bare(node.expressions[0]) : node;
    case 'CallExpression': {
      const { callee } = node;
      if (callee.type === 'MemberExpression' && SAME_TEXT.has(callee.property.name))
        return bare(callee.object);
      if (callee.type === 'Identifier' && callee.name === 'String' && node.arguments.length === 1)
        return bare(node.arguments[0]);
      // `messageIn(answer)` and the like.
      if (callee.type === 'Identifier' && GIVES_PROSE.test(callee.name))
        return { ...callee, name: 'message' };
      return node;
    }
    default:
      return node;
  }
}

/** @param {Node} node @returns {string | null} the name of a property */
function propertyName(node) {
  if (!node.computed && node.property.type === 'Identifier') return node.property.name;
  return node.property.type === 'Literal' && typeof node.property.value === 'string'
    ? node.property.value
    : null;
}

/** @type {import('eslint').Rule.RuleModule} */
export const noParsedProse = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      searched:
        '"{{name}}" is made of words for people: add a field, a code or a class for what is looked for, and read that.',
      compared: '"{{name}}" is made of words for people: compare a field, a code or a class.',
      takenApart: '"{{name}}" is an id: keep what it is made of as data, or make and read it in one file.',
      closed:
        '"{{name}}" is one of a few constants: compare it with them, or keep what is looked for as data.',
    },
  },

  create(context) {
    const { sourceCode } = context;
    const { program, esTreeNodeToTSNodeMap } = sourceCode.parserServices ?? {};
    const checker = program?.getTypeChecker();

    /** @param {Node} node whether its type is a string constant, or a union of such */
    function isClosed(node) {
      if (!checker) return false;
      const type = checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(node));
      const members = checker.getNonNullableType(type);
      return (members.isUnion() ? members.types : [members]).every((/** @type {any} */ member) =>
        member.isStringLiteral(),
      );
    }

    /** @param {Node} node */
    function isArray(node) {
      if (node.type === 'ArrayExpression') return true;
      if (!checker) return false;
      return checker.isArrayLikeType(checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(node)));
    }

    /** @param {Node} identifier @returns {Node | string | null} where it gets its value, or the property that it takes */
    function sourceOf(identifier) {
      for (let scope = sourceCode.getScope(identifier); scope; scope = /** @type {any} */ (scope.upper)) {
        const definition = scope.set.get(identifier.name)?.defs[0];
        if (!definition) continue;
        /** @type {any} */
        const { node, name } = definition;
        if (definition.type === 'Variable' && node.id === name) return node.init;
        // Taken out of an object under another name.
        const holder = /** @type {any} */ (name).parent;
        const property = holder?.type === 'AssignmentPattern' ? holder.parent : holder;
        return property?.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : null;
      }
      return null;
    }

    /**
     * @param {Node | null} given
     * @param {number} [depth]
     * @returns {{ name: string, kind: 'prose' | 'id' } | null} what a value is, when it is prose or an id
     */
    function known(given, depth = DEPTH) {
      if (given === null || depth === 0) return null;
      const node = bare(given);
      if (node.type === 'MemberExpression') {
        const name = propertyName(node);
        if (name === null) return null;
        if (PROSE_PROPERTIES.has(name)) return { name, kind: 'prose' };
        return IDS.has(name) ? { name, kind: 'id' } : null;
      }
      if (node.type !== 'Identifier') return null;
      if (PROSE.has(node.name)) return { name: node.name, kind: 'prose' };
      if (IDS.has(node.name)) return { name: node.name, kind: 'id' };
      const source = sourceOf(node);
      if (typeof source !== 'string') return known(source, depth - 1);
      if (PROSE_PROPERTIES.has(source)) return { name: source, kind: 'prose' };
      return IDS.has(source) ? { name: source, kind: 'id' } : null;
    }

    /** @param {Node} at @param {Node} text */
    function searched(at, text) {
      if (isArray(text)) return;
      const found = known(text);
      const name = found?.name ?? sourceCode.getText(text);
      if (isClosed(text)) context.report({ node: at, messageId: 'closed', data: { name } });
      else if (found)
        context.report({
          node: at,
          messageId: found.kind === 'id' ? 'takenApart' : 'searched',
          data: { name },
        });
    }

    /** @param {Node} at @param {Node} text */
    function compared(at, text) {
      const found = known(text);
      if (found?.kind === 'prose' && !isClosed(text))
        context.report({ node: at, messageId: 'compared', data: { name: found.name } });
    }

    return {
      /** @param {Node} node */
      CallExpression(node) {
        const callee = bare(node.callee);
        if (callee.type !== 'MemberExpression') return;
        const method = propertyName(callee);
        const [argument] = node.arguments;
        if (argument && (method === 'test' || method === 'exec')) searched(node, argument);
        else if (method !== null && SEARCHES.has(method)) searched(node, callee.object);
      },
      /** @param {Node} node */
      BinaryExpression(node) {
        if (!['===', '!==', '==', '!='].includes(node.operator)) return;
        for (const [one, other] of [
          [node.left, node.right],
          [node.right, node.left],
        ])
          if (other.type === 'Literal' && typeof other.value === 'string' && other.value !== '')
            compared(node, one);
      },
      /** @param {Node} node */
      SwitchStatement(node) {
        compared(node, node.discriminant);
      },
    };
  },
};
