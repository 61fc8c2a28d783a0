/**
 * Tells Stryker which changes have no meaning: they would be no fault. It asks about each node of the syntax tree, as Babel
 * has it.
 */

/** Errors that never leave the room that throws them: which one it was decides, and nobody reads its words. */
const unread = new Set(['DamagedImage', 'OtherFile', 'TooComplexImage']);

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'withoutMeaning',
    value: {
      shouldIgnore({ node, parent }) {
        const isText = node.type === 'StringLiteral' || node.type === 'TemplateLiteral';
        if (isText && parent?.type === 'NewExpression' && unread.has(parent.callee.name)) {
          return 'The words of this error are read by nobody.';
        }
        if (node.type === 'IfStatement' && node.test.type === 'MemberExpression' && node.test.property.name === 'isDue') {
          return 'It only lets others have their turn. Tests of large files look at that, too slow to be run for each change.';
        }
        return undefined;
      },
    },
  },
];
