package dev.heed.cli.language;

import dev.heed.Candidate;
import dev.heed.LanguageModel;
import dev.heed.NextWord;
import dev.heed.Token;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Prose;
import dev.heed.cli.screen.Shown;
import dev.heed.cli.screen.Style;
import dev.heed.generation.Attribution;
import dev.heed.generation.Attribution.Kind;
import dev.heed.generation.Attribution.Part;
import dev.heed.view.NextView;
import dev.heed.view.NextView.Place;
import java.util.Comparator;
import java.util.List;

/** The page of {@code heed next}. */
final class NextText {
    private static final int WIDEST = 24;
    private static final int BAR = 30;
    private static final int LARGEST = 12;
    private static final int OF_A_LAYER = 4;

    private final LanguageModel model;
    private final NextView view;
    private final NextWord next;
    private final Attribution why; // null where it was not asked for
    private final Style style;
    private final int columns;
    private final StringBuilder page = new StringBuilder();

    NextText(LanguageModel model, NextView view, Style style, int columns) {
        this.model = model;
        this.view = view;
        this.next = view.next();
        this.why = view.why();
        this.style = style;
        this.columns = columns;
    }

    String write() {
        String name = Shown.fitted(model.model().name(), columns / 2);
        page.append(style.heading("What " + name + " expects next", columns)).append('\n');
        explained(
                "Each line is a token, a word or a piece of one, with its probability. A blank in front begins a new word.");
        page.append('\n');
        writeCandidates();
        page.append('\n');
        explained("What it would say if it ended after each layer; layer 0 is the last token alone.");
        writeLayers();
        if (why != null) {
            page.append('\n');
            writeWhy();
        }
        return page.toString();
    }

    private void explained(String line) {
        page.append(style.dim(Prose.wrap(line, columns, 0))).append('\n');
    }

    private static String quoted(String text, String piece) {
        return text.isEmpty() ? Shown.fitted(piece, WIDEST) : "\"" + Shown.fitted(text, WIDEST) + "\"";
    }

    private static String percent(double share) {
        return Numbers.fixed(100 * share, 1) + "%";
    }

    private void writeCandidates() {
        double most = next.candidates().getFirst().probability();
        Grid grid = new Grid(Align.RIGHT, Align.LEFT, Align.LEFT);
        for (Candidate candidate : next.candidates()) {
            int bar = (int) Math.round(Math.min(BAR, columns / 3.0) * candidate.probability() / most);
            grid.row(percent(candidate.probability()), quoted(candidate.text(), candidate.piece()), "█".repeat(bar));
        }
        grid.write(0, 0, style, page);
    }

    private void writeLayers() {
        Grid grid = new Grid(Align.LEFT, Align.LEFT);
        for (NextWord.LayerCandidates layer : next.layers()) {
            StringBuilder said = new StringBuilder();
            for (Candidate candidate :
                    layer.candidates().stream().limit(OF_A_LAYER).toList()) {
                String one = quoted(candidate.text(), candidate.piece()) + " " + percent(candidate.probability());
                if (said.length() + one.length() + 12 > columns) {
                    break;
                }
                said.append(said.isEmpty() ? "" : ", ").append(one);
            }
            grid.row("layer " + layer.layer(), said.toString());
        }
        grid.write(0, 0, style, page);
    }

    private String named(int id) {
        return quoted(model.text(id), model.piece(id));
    }

    private void writeWhy() {
        String title = why.against() < 0
                ? "Why " + named(why.id()) + ": its score of " + Numbers.three(why.logit()) + " as a sum"
                : "Why " + named(why.id()) + " and not " + named(why.against()) + ": the difference of their scores, "
                        + Numbers.three(why.logit()) + ", as a sum";
        page.append(style.heading(title, columns)).append('\n');
        explained("What each part added, with the scale of the last norm held as it was. All parts: --format json.");
        Grid grid = new Grid(Align.RIGHT, Align.LEFT);
        row(grid, Kind.EMBEDDING, "the last token's own embedding");
        row(
                grid,
                Kind.ATTENTION,
                "what attention brought, " + model.model().layers() + " layers of "
                        + model.model().heads() + " heads");
        row(grid, Kind.FEED_FORWARD, "feed-forward networks");
        row(grid, Kind.BIAS, "biases");
        grid.row(Numbers.fixed(why.rest(), 6), "rest, from rounding");
        grid.write(0, 0, style, page);
        page.append('\n');
        writePlaces();
        page.append('\n');
        writeLargest();
    }

    private void row(Grid grid, Kind kind, String what) {
        if (why.parts().stream().anyMatch(part -> part.kind() == kind)) {
            grid.row(Numbers.three(view.total(kind)), what);
        }
    }

    /** Attention by the place it came from: the first token, a resting place, told apart. */
    private void writePlaces() {
        explained("What attention brought, by the token it came from; the first token is where heads rest that look for"
                + " nothing.");
        Grid grid = new Grid(Align.RIGHT, Align.LEFT, Align.LEFT);
        List<Token> tokens = next.prompt().tokens();
        view.places().stream()
                .sorted(Comparator.comparingDouble((Place place) -> -Math.abs(place.share())))
                .limit(LARGEST)
                .sorted(Comparator.comparingInt(Place::from))
                .forEach(place -> grid.row(
                        Numbers.three(place.share()),
                        shown(tokens.get(place.from())),
                        place.from() == 0 ? "the first token" : ""));
        grid.write(0, 0, style, page);
    }

    private String shown(Token token) {
        return token.text() == null ? token.piece() : named(token.id());
    }

    private void writeLargest() {
        explained("The largest single parts.");
        Grid grid = new Grid(Align.RIGHT, Align.LEFT);
        view.largest(LARGEST).forEach(part -> grid.row(Numbers.three(part.share()), described(part)));
        grid.write(0, 0, style, page);
    }

    private String described(Part part) {
        return switch (part.kind()) {
            case EMBEDDING -> "embedding of " + shown(next.prompt().tokens().get(part.from()));
            case FEED_FORWARD -> "feed-forward network of layer " + part.layer();
            case BIAS -> part.layer() == 0 ? "biases of the last norm and the head" : "bias of layer " + part.layer();
            case ATTENTION ->
                "layer " + part.layer() + ", head " + part.head() + ", from "
                        + shown(next.prompt().tokens().get(part.from()));
        };
    }
}
