package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {
    @TempDir
    private Path folder;

    @Test
    void svg_and_png_of_one_text() throws IOException {
        Path svg = folder.resolve("bank.svg");
        Path png = folder.resolve("bank.png");
        Ran ran = heed("attend", "--simple", "bank grows money", "--svg", svg.toString(), "--png", png.toString());

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEmpty();
        String text = Files.readString(svg);
        assertThat(text).startsWith("<?xml").contains("<title>Who attends to whom", ">0.67<", ">0.10<", ">0.22<");
        double width = Double.parseDouble(text.replaceAll("(?s).*?<svg[^>]* width=\"([0-9.]+)\".*", "$1"));
        assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo((int) Math.ceil(2 * width));
    }

    @Test
    void what_is_drawn_follows_the_question() throws IOException {
        Path svg = folder.resolve("p.svg");
        heed("attend", "bank grows money", "--explain", "bank", "--head", "8", "--svg", svg.toString());
        assertThat(Files.readString(svg)).contains("<title>How the vector of bank came about");
        heed("attend", "bank grows money", "--picture", "heads", "--svg", svg.toString());
        assertThat(Files.readString(svg)).contains("<title>Heads at a glance");
        heed("compare", "--word", "bank", "A bank.", "The river bank.", "--svg", svg.toString());
        assertThat(Files.readString(svg)).contains("<title>From static to contextual: bank");
        heed("similarity", "A man eats.", "Someone has a meal.", "--svg", svg.toString());
        assertThat(Files.readString(svg)).contains("<title>Similarity 0.", "without it");
        Path lines = Files.writeString(folder.resolve("l.txt"), "A bank lends.\nThe river bank.\nA bank pays.\n");
        assertThat(heed("senses", "--word", "bank", lines.toString(), "--svg", svg.toString())
                        .out())
                .isEmpty();
        assertThat(Files.readString(svg)).contains("<title>bank: one sense, as far as can be seen");
        heed("concordance", "By the bank.", "--word", "bank", lines.toString(), "--svg", svg.toString());
        assertThat(Files.readString(svg)).contains("<title>bank, used as in: By the bank.", "l.txt:2");
    }

    @Test
    void beyond_the_raw_weights() throws IOException {
        Path svg = folder.resolve("b.svg");
        heed("attend", "bank grows money", "--picture", "rollout", "--svg", svg.toString());
        assertThat(Files.readString(svg)).contains("<title>Attention rollout", "does not say");
        heed("attend", "bank grows money", "--picture", "norms", "--layer", "2", "--svg", svg.toString());
        assertThat(Files.readString(svg)).contains("<title>Value-weighted norms", "layer 2", "does not say");
        heed("attend", "bank grows money", "--picture", "without", "--explain", "bank", "--svg", svg.toString());
        assertThat(Files.readString(svg)).contains("<title>Leave one out: bank", "does not say");
        assertThat(heed("attend", "bank", "--simple", "--picture", "norms", "--svg", svg.toString())
                        .code())
                .isEqualTo(2);
    }

    @Test
    void what_comes_next_and_why() throws IOException {
        Path svg = folder.resolve("n.svg");
        Path png = folder.resolve("n.png");
        Ran ran = heed("next", "Lily went to the", "--svg", svg.toString(), "--png", png.toString(), "--scale", "1");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEmpty();
        assertThat(Files.readString(svg))
                .contains("<title>What comes next – stories260K · 6 tokens</title>")
                .contains("<desc>The likeliest tokens: &quot; p&quot; 0.685, ")
                .contains(">The likeliest tokens<", ">Layer by layer<", ">0.685<")
                .doesNotContain("Why ", "feed-forward");
        assertThat(ImageIO.read(png.toFile()).getWidth()).isBetween(700, 1200);
        Ran why = heed(
                "next",
                "Lily went to the",
                "--why",
                " p",
                "--against",
                " st",
                "--svg",
                svg.toString(),
                "--format",
                "json");
        assertThat(why.json()).containsKey("why");
        assertThat(Files.readString(svg))
                .contains("Why &quot; p&quot; and not &quot; st&quot;: ")
                .contains(
                        ">By kind<",
                        ">What attention brought, by place<",
                        ">The largest parts<",
                        ">feed-forward added<")
                .contains("the last token&#39;s own embedding");
        assertThat(heed("next", "Lily", "--scale", "2").err()).contains("--scale: expected --png FILE beside it");
    }

    @Test
    void tokens_where_they_are_asked_for() throws IOException {
        Path svg = folder.resolve("t.svg");
        Ran ran = heed("attend", "unbelievably", "--picture", "tokens", "--format", "json", "--svg", svg.toString());
        assertThat(Files.readString(svg)).contains(">un<", ">##bel<", ">##bly<");
        assertThat(ran.json()).containsKey("weights");
    }

    @Test
    void a_text_that_is_cut_is_noted() {
        Ran ran = heed(
                "attend", "bank ".repeat(300), "--svg", folder.resolve("c.svg").toString());
        assertThat(ran.err()).contains("text: 256 of 302 tokens read");
    }

    @Test
    void a_character_that_no_font_has_is_noted() {
        Ran ran = heed("attend", "bank 中", "--svg", folder.resolve("p.svg").toString());
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("picture: no shipped font has U+4E2D; SVG leaves them to its viewer");
    }

    @Test
    void wrong_usage_is_told() {
        assertThat(heed("attend", "bank", "--picture", "heads").code()).isEqualTo(2);
        assertThat(heed("attend", "bank", "--scale", "2").err()).contains("--scale: expected --png FILE beside it");
        assertThat(heed("attend", "bank", "--picture", "steps", "--svg", "x.svg")
                        .err())
                .contains("--picture steps: expected --explain WORD beside it");
        assertThat(heed("attend", "bank", "--svg", folder.toString()).code()).isEqualTo(1);
    }
}
