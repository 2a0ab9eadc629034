// CodeMirror 6: what an editor of SPARQL and a reader of Turtle need.
export { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, startCompletion, snippetCompletion } from "@codemirror/autocomplete";
export { defaultKeymap, history, historyKeymap, indentWithTab, toggleComment } from "@codemirror/commands";
export { HighlightStyle, StreamLanguage, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting, syntaxTree } from "@codemirror/language";
export { sparql } from "@codemirror/legacy-modes/mode/sparql";
export { turtle } from "@codemirror/legacy-modes/mode/turtle";
export { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
export { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
export { Compartment, EditorSelection, EditorState, StateEffect, StateField } from "@codemirror/state";
export {
  Decoration, EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, hoverTooltip, keymap,
  lineNumbers, placeholder,
} from "@codemirror/view";
export { tags } from "@lezer/highlight";
import { EditorView } from "@codemirror/view";

/**
 * Make an editor in an element: as new EditorView({...}), but in a shadow root, since the content policy forbids the style elements
 * that CodeMirror writes into a document. Custom properties of base.css are inherited; an EditorView.theme can use them.
 */
export function editor(parent, configuration) {
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: "open" });
  return new EditorView({ ...configuration, parent: root, root });
}
