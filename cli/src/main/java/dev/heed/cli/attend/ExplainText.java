package dev.heed.cli.attend;

import dev.heed.Word;
import dev.heed.attention.AttentionTrace;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Prose;
import dev.heed.cli.screen.Style;
import dev.heed.tensor.Matrix;
import dev.heed.view.AttentionStep;
import dev.heed.view.AttentionView;
import java.util.List;

/** The page of {@code heed attend --explain WORD}: how one word's new vector comes about, step by step. */
final class ExplainText {
    private static final int HEADS_TOP = 3;

    private final AttentionView attended;
    private final Style style;
    private final int columns;
    private final List<String> keyNames; // what the query is compared with: words or tokens
    private final String word;
    private final StringBuilder page = new StringBuilder();

    ExplainText(AttentionView attended, Style style, int columns) {
        this.attended = attended;
        this.style = style;
        this.columns = columns;
        List<String> names = Names.of(attended.words(), attended.tokens());
        this.word = names.get(attended.explained());
        this.keyNames = attended.simple() ? names : Names.ofTokens(attended.words(), attended.tokens());
    }

    String write() {
        page.append(style.bold(Prose.wrap(AttendText.title(attended) + ": " + word + ", step by step", columns, 2)))
                .append('\n');
        List<Integer> own = attended.simple()
                ? List.of(attended.explained())
                : attended.words().get(attended.explained()).tokens();
        if (own.size() > 1) {
            page.append('\n');
            explained("The model reads " + word + " as " + own.size() + " tokens, each with steps of its own.");
        }
        for (int token : own) {
            List<AttentionStep> steps = attended.steps().stream()
                    .filter(step -> step.token() == token)
                    .toList();
            writeToken(token, steps);
        }
        return page.toString();
    }

    private void writeToken(int token, List<AttentionStep> heads) {
        AttentionStep detailed = heads.getFirst();
        if (heads.size() > 1) {
            detailed = mostOutwardLooking(heads);
            writeHeads(token, heads, detailed);
        }
        new StepText(detailed, keyNames, attended, style, columns, page).write();
    }

    /** Which weights each head gives, in short, and which head is shown in full. */
    private void writeHeads(int token, List<AttentionStep> heads, AttentionStep detailed) {
        page.append('\n');
        explained("Each of the " + heads.size() + " heads compares words in its own way. Where " + keyNames.get(token)
                + " looks most, head by head:");
        Grid grid = new Grid(Align.RIGHT, Align.RIGHT, Align.LEFT, Align.RIGHT, Align.LEFT, Align.RIGHT, Align.LEFT);
        for (AttentionStep step : heads) {
            float[] weights = step.trace().weights();
            int[] top = SumLines.largest(
                    0,
                    Matrix.of(weights, 1, weights.length),
                    Math.min(HEADS_TOP, attended.causal() ? token + 1 : weights.length));
            String[] cells = {"head " + step.head(), "", "", "", "", "", ""};
            for (int i = 0; i < top.length; i++) {
                cells[1 + 2 * i] = Numbers.three(weights[top[i]]);
                cells[2 + 2 * i] = keyNames.get(top[i]);
            }
            grid.row(cells);
        }
        grid.write(2, 0, style, page);
        page.append('\n');
        int other = otherWord(detailed.trace());
        explained("Head " + detailed.head() + " in full"
                + (other < 0 ? "" : ", for it looks hardest at another word (" + keyNames.get(other) + ")")
                + ". --head N shows another.");
    }

    private AttentionStep mostOutwardLooking(List<AttentionStep> heads) {
        AttentionStep best = heads.getFirst();
        for (AttentionStep step : heads) {
            if (otherWeight(step) > otherWeight(best)) {
                best = step;
            }
        }
        return best;
    }

    private float otherWeight(AttentionStep step) {
        int other = otherWord(step.trace());
        return other < 0 ? 0 : step.trace().weights()[other];
    }

    /** Position of the token of another word with the largest weight; -1 if there is no other word. */
    private int otherWord(AttentionTrace trace) {
        int best = -1;
        for (int w = 0; w < attended.words().size(); w++) {
            Word candidate = attended.words().get(w);
            if (w == attended.explained()
                    || w >= attended.seenBy(attended.explained())
                    || candidate.kind() != Word.Kind.WORD) {
                continue;
            }
            for (int token : candidate.tokens()) {
                best = best < 0 || trace.weights()[token] > trace.weights()[best] ? token : best;
            }
        }
        return best;
    }

    private void explained(String line) {
        page.append(style.dim(Prose.wrap(line, columns, 0))).append('\n');
    }
}
