package dev.heed.view;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.view.draw.Drawing;
import dev.heed.view.draw.Png;
import dev.heed.view.draw.Svg;
import dev.heed.view.picture.*;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes pictures of texts of several lengths to a folder, to be looked at: {@code Gallery DIR}. */
final class Gallery {
    static final String BANK = "I went to the bank to deposit money.";
    static final String SIXTY = "We often walked along the river after dinner, past the old mill and the bank where my"
            + " grandmother had kept her savings since the war, and we would stop at the bridge to watch the boats. In"
            + " spring the water rose over the meadow, the ducks came up to the houses, and nobody in the village seemed"
            + " to mind the mud.";

    private Gallery() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        try (Encoder encoder = Encoder.open(Models.minilm())) {
            write(
                    folder,
                    "three-simple",
                    AttentionPicture.of(AttentionView.simple(encoder, AttentionQuestion.of("bank grows money"))));
            write(
                    folder,
                    "three-simple-bank",
                    AttentionPicture.of(AttentionView.simple(
                            encoder, AttentionQuestion.of("bank grows money").explain("bank"))));
            write(folder, "bank", attend(encoder, AttentionQuestion.of(BANK)));
            write(
                    folder,
                    "bank-word",
                    attend(encoder, AttentionQuestion.of(BANK).head(8).explain("bank")));
            write(folder, "sixty", attend(encoder, AttentionQuestion.of(SIXTY).layer(3)));
            write(
                    folder,
                    "long",
                    attend(
                            encoder,
                            AttentionQuestion.of((SIXTY + " ").repeat(4))
                                    .layer(6)
                                    .explain("river")));
            write(
                    folder,
                    "compare-three",
                    ComparisonPicture.of(ComparisonView.of(
                            encoder, "bank", List.of(BANK, "We sat by the river bank.", "The bank lent her money."))));
            write(
                    folder,
                    "compare-hebrew",
                    ComparisonPicture.of(ComparisonView.of(encoder, "שלום", List.of("שלום עולם", "עולם שלום"))));
            ComparisonView four = ComparisonView.of(
                    encoder,
                    "bank",
                    List.of(
                            BANK,
                            "We sat by the river bank.",
                            "The bank lent her money.",
                            "Fish hide under the bank."));
            ComparisonDetail detail = ComparisonDetail.of(encoder, four, 6);
            write(folder, "map", MapPicture.of(four, detail.map()));
            write(folder, "neighbors", NeighborsPicture.of(four, detail));
            String tokens = "An untokenized river";
            write(
                    folder,
                    "steps-tokens",
                    StepsPicture.of(
                            AttentionView.model(
                                    encoder,
                                    AttentionQuestion.of(tokens).head(3).explain("untokenized")),
                            encoder.attention(tokens)));
            String name = encoder.model().name();
            write(folder, "rollout", BeyondPicture.rollout(encoder.attention(BANK), name, 6, 5));
            write(folder, "norms", BeyondPicture.norms(encoder.attention(BANK), name, 6, null, -1));
            write(folder, "without", BeyondPicture.leaveOneOut(encoder.leaveOneOut(BANK, 5), name));
            AttentionQuestion head = AttentionQuestion.of(BANK).head(8).explain("bank");
            write(folder, "steps-block", StepsPicture.of(AttentionView.model(encoder, head), encoder.attention(BANK)));
            var attention = encoder.attention(BANK);
            write(
                    folder,
                    "heads",
                    HeadsPicture.of(HeadsView.of(attention, encoder.model().name())));
            write(
                    folder,
                    "steps-simple",
                    StepsPicture.of(AttentionView.simple(
                            encoder, AttentionQuestion.of("bank grows money").explain("bank"))));
            write(
                    folder,
                    "steps",
                    StepsPicture.of(AttentionView.model(
                            encoder, AttentionQuestion.of(BANK).head(8).explain("bank"))));
            write(
                    folder,
                    "compare",
                    ComparisonPicture.of(
                            ComparisonView.of(encoder, "bank", List.of(BANK, "We sat by the river bank."))));
            write(
                    folder,
                    "compare-four",
                    ComparisonPicture.of(ComparisonView.of(
                            encoder,
                            "bank",
                            List.of(
                                    BANK,
                                    "We sat by the river bank.",
                                    "The bank raised its interest rates, and " + SIXTY,
                                    "Fish hide under the muddy bank."))));
            write(folder, "hebrew", attend(encoder, AttentionQuestion.of("שלום עולם bank 123")));
            write(
                    folder,
                    "mixed",
                    attend(encoder, AttentionQuestion.of("<script>\"x\" 中文 😀 مرحبا café \u202eabc e\u0301")));
        }
    }

    private static Drawing attend(Encoder encoder, AttentionQuestion question) {
        return AttentionPicture.of(AttentionView.model(encoder, question));
    }

    private static void write(Path folder, String name, Drawing drawing) throws IOException {
        Files.writeString(folder.resolve(name + ".svg"), Svg.of(drawing));
        Files.write(folder.resolve(name + ".png"), Png.of(drawing, 1));
    }
}
